package dev.filegate.admin.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Rows for people, in columns that are as wide as what is in them; numbers stand at the right. Used by one thread. */
final class Table {
    private static final int FLUSH = 1000;

    private final PrintWriter out;
    private final List<Column> columns = new ArrayList<>();
    private final List<List<String>> rows = new ArrayList<>();
    private boolean headed;

    Table(PrintWriter out) {
        this.out = out;
    }

    private record Column(String title, boolean number, Function<JsonNode, String> value) {}

    /** A column that shows a field. */
    Table column(String title, String field) {
        return column(title, row -> text(row.path(field)));
    }

    Table column(String title, Function<JsonNode, String> value) {
        columns.add(new Column(title, false, value));
        return this;
    }

    Table number(String title, Function<JsonNode, String> value) {
        columns.add(new Column(title, true, value));
        return this;
    }

    /** Adds a row. A thousand of them are printed at once, so that a long list takes no more memory. */
    void add(JsonNode row) {
        rows.add(columns.stream().map(column -> column.value().apply(row)).toList());
        if (rows.size() >= FLUSH) {
            print();
        }
    }

    /** Prints what was added since the last time. */
    void print() {
        int[] widths = new int[columns.size()];
        for (int i = 0; i < widths.length; i++) {
            int column = i;
            widths[i] = Math.max(
                    columns.get(i).title().length(),
                    rows.stream()
                            .mapToInt(row -> row.get(column).length())
                            .max()
                            .orElse(0));
        }
        if (!headed) {
            headed = true;
            line(widths, columns.stream().map(Column::title).toList());
        }
        rows.forEach(row -> line(widths, row));
        rows.clear();
        out.flush();
    }

    private void line(int[] widths, List<String> cells) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String blanks = " ".repeat(widths[i] - cells.get(i).length());
            line.append(i == 0 ? "" : "  ");
            line.append(columns.get(i).number() ? blanks + cells.get(i) : cells.get(i) + blanks);
        }
        out.println(line.toString().stripTrailing());
    }

    /** A value as people read it. */
    static String text(JsonNode value) {
        if (value.isArray()) {
            List<String> parts = new ArrayList<>();
            value.forEach(part -> parts.add(text(part)));
            return String.join(",", parts);
        }
        return value.isMissingNode() || value.isNull()
                ? "-"
                : Shown.safe(value.isValueNode() ? value.asText() : value.toString());
    }
}

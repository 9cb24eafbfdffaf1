package dev.filegate.deploy.chart;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Carries out a {@link Template} with values. Keys of maps are visited in order, as Go does. */
final class Rendering {
    private static final Pattern TOKEN = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"|[()|,]|:=|[^\\s()|,]+");
    private static final String DOLLAR = "$";

    private final Template template;
    private final StringBuilder out = new StringBuilder();
    private final Map<String, Object> variables = new HashMap<>();

    private Rendering(Template template, Object root) {
        this.template = template;
        variables.put(DOLLAR, root);
    }

    static String of(Template template, List<Template.Node> nodes, Object dot) {
        Rendering rendering = new Rendering(template, dot);
        rendering.all(nodes, dot);
        return rendering.out.toString();
    }

    private void all(List<Template.Node> nodes, Object dot) {
        for (Template.Node node : nodes) {
            switch (node) {
                case Template.Node.Text(String text) -> out.append(text);
                case Template.Node.Print(String pipeline) -> out.append(ChartFunctions.text(value(pipeline, dot)));
                case Template.Node.Block block -> block(block, dot);
            }
        }
    }

    private void block(Template.Node.Block block, Object dot) {
        switch (block.word()) {
            case "if" ->
                all(ChartFunctions.isTrue(value(block.pipeline(), dot)) ? block.body() : block.otherwise(), dot);
            case "with" -> {
                Object found = value(block.pipeline(), dot);
                boolean there = ChartFunctions.isTrue(found);
                all(there ? block.body() : block.otherwise(), there ? found : dot);
            }
            default -> range(block, dot);
        }
    }

    private void range(Template.Node.Block block, Object dot) {
        String[] parts = block.pipeline().split(":=", 2);
        String[] names = parts.length == 2 ? parts[0].strip().split("\\s*,\\s*", -1) : new String[0];
        Object found = value(parts[parts.length - 1], dot);
        Map<Object, Object> entries = new TreeMap<>();
        if (found instanceof Map<?, ?> map) {
            entries.putAll(map);
        } else {
            List<?> list = List.copyOf((Collection<?>) found);
            IntStream.range(0, list.size()).forEach(i -> entries.put(i, list.get(i)));
        }
        entries.forEach((key, element) -> {
            if (names.length == 2) {
                variables.put(names[0], key);
            }
            if (names.length > 0) {
                variables.put(names[names.length - 1], element);
            }
            all(block.body(), element);
        });
    }

    private Object value(String pipeline, Object dot) {
        Deque<String> tokens = new ArrayDeque<>();
        Matcher matcher = TOKEN.matcher(pipeline);
        while (matcher.find()) {
            tokens.add(matcher.group());
        }
        Object value = pipeline(tokens, dot);
        if (!tokens.isEmpty()) {
            throw new IllegalArgumentException("left over in " + pipeline + ": " + tokens);
        }
        return value;
    }

    private Object pipeline(Deque<String> tokens, Object dot) {
        Object value = command(tokens, dot, new ArrayDeque<>());
        while ("|".equals(tokens.peek())) {
            tokens.remove();
            value = command(tokens, dot, new ArrayDeque<>(List.of(value)));
        }
        return value;
    }

    /** A single operand, or a function with arguments; what came through the pipe is its last one. */
    private Object command(Deque<String> tokens, Object dot, Deque<Object> piped) {
        String first = tokens.element();
        if (!Character.isLetter(first.charAt(0)) || first.equals("true") || first.equals("false")) {
            return operand(tokens, dot);
        }
        tokens.remove();
        Deque<Object> arguments = new ArrayDeque<>();
        while (!tokens.isEmpty()
                && !tokens.element().equals("|")
                && !tokens.element().equals(")")) {
            arguments.add(operand(tokens, dot));
        }
        arguments.addAll(piped);
        List<Object> given = List.copyOf(arguments);
        return first.equals("include")
                ? of(template, template.defined((String) given.get(0)), given.get(1))
                        .strip()
                : ChartFunctions.call(first, given);
    }

    private Object operand(Deque<String> tokens, Object dot) {
        String token = tokens.remove();
        if (token.equals("(")) {
            Object value = pipeline(tokens, dot);
            tokens.remove();
            return value;
        }
        if (token.startsWith("\"")) {
            return token.substring(1, token.length() - 1);
        }
        if (token.matches("-?\\d+")) {
            return Integer.valueOf(token);
        }
        if (token.startsWith(".")) {
            return field(dot, token);
        }
        if (token.startsWith(DOLLAR)) {
            int end = token.indexOf('.');
            Object variable = Objects.requireNonNull(variables.get(end < 0 ? token : token.substring(0, end)), token);
            return field(variable, end < 0 ? "." : token.substring(end));
        }
        throw new IllegalArgumentException("not understood: " + token);
    }

    /** A value that is not there is an error here, though not in Go: the chart names a value that values.yaml lacks. */
    private static Object field(Object from, String path) {
        Object value = from;
        for (String name : path.substring(1).split("\\.", -1)) {
            if (!name.isEmpty()) {
                if (!(value instanceof Map<?, ?> map) || !map.containsKey(name)) {
                    throw new IllegalArgumentException("no value " + path);
                }
                value = map.get(name);
            }
        }
        return value;
    }
}

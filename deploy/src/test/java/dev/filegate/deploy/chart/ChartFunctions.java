package dev.filegate.deploy.chart;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** The functions of Helm that our chart calls. */
final class ChartFunctions {
    private ChartFunctions() {}

    static Object call(String function, List<Object> arguments) {
        Object first = arguments.getFirst();
        Object last = arguments.getLast();
        return switch (function) {
            case "quote" -> '"' + text(last).replace("\\", "\\\\").replace("\"", "\\\"") + '"';
            case "toYaml" -> yaml(last);
            case "nindent" -> "\n" + text(last).indent(number(first)).stripTrailing();
            case "sha256sum" -> sha256(text(last));
            case "add" -> number(first) + number(last);
            case "int" -> number(first);
            case "until" -> IntStream.range(0, number(first)).boxed().toList();
            case "untilStep" ->
                IntStream.range(number(first), number(arguments.get(1))).boxed().toList();
            case "printf" ->
                String.format(
                        text(first), arguments.subList(1, arguments.size()).toArray());
            case "default" -> isTrue(last) ? last : first;
            case "not" -> !isTrue(first);
            case "or" ->
                arguments.stream().filter(ChartFunctions::isTrue).findFirst().orElse(last);
            case "ne" -> !Objects.equals(first, last);
            default -> throw new IllegalArgumentException("no function " + function + " here; add it, as Helm has it");
        };
    }

    static boolean isTrue(Object value) {
        return switch (value) {
            case Boolean bool -> bool;
            case String string -> !string.isEmpty();
            case Integer number -> number != 0;
            case Map<?, ?> map -> !map.isEmpty();
            case Collection<?> collection -> !collection.isEmpty();
            default -> throw new IllegalArgumentException("neither true nor false: " + value);
        };
    }

    static String text(Object value) {
        return String.valueOf(value);
    }

    private static int number(Object value) {
        return (Integer) value;
    }

    private static String yaml(Object value) {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        return new Yaml(options).dump(value).stripTrailing();
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}

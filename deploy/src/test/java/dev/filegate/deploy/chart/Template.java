package dev.filegate.deploy.chart;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * As much of Go's text/template, in which Helm's charts are written, as our chart uses: fields, variables, pipelines, {@code if},
 * {@code with}, {@code range}, {@code else}, {@code define}, {@code include}, and trimming. Anything else is an error, so that the chart
 * cannot outgrow what is tested here.
 */
final class Template {
    private static final Pattern ACTION = Pattern.compile("\\{\\{(-? )?(.*?)( -)?}}", Pattern.DOTALL);

    /** What a template consists of. */
    sealed interface Node {
        record Text(String text) implements Node {}

        record Print(String pipeline) implements Node {}

        /** {@code if}, {@code with} or {@code range}. */
        record Block(String word, String pipeline, List<Node> body, List<Node> otherwise) implements Node {}
    }

    private final Map<String, List<Node>> defined = new HashMap<>();
    private List<String> tokens = List.of();
    private int at;

    /** Parses one file of the chart; what it defines can be included by files parsed later. */
    List<Node> parse(String text) {
        tokens = split(text);
        at = 0;
        List<Node> nodes = nodes();
        if (at < tokens.size()) {
            throw new IllegalArgumentException("nothing to end: " + tokens.get(at));
        }
        return nodes;
    }

    List<Node> defined(String name) {
        List<Node> nodes = defined.get(name);
        if (nodes == null) {
            throw new IllegalArgumentException("not defined: " + name);
        }
        return nodes;
    }

    /** Texts, and actions with "{{" in front. A minus sign eats the blanks on its side. */
    private static List<String> split(String text) {
        List<String> parts = new ArrayList<>();
        Matcher actions = ACTION.matcher(text);
        int end = 0;
        boolean trim = false;
        while (actions.find()) {
            String between = text.substring(end, actions.start());
            between = trim ? between.stripLeading() : between;
            parts.add(actions.group(1) != null && actions.group(1).startsWith("-") ? between.stripTrailing() : between);
            parts.add("{{" + actions.group(2).strip());
            trim = actions.group(3) != null;
            end = actions.end();
        }
        String rest = text.substring(end);
        parts.add(trim ? rest.stripLeading() : rest);
        return parts;
    }

    /** Up to an {@code end} or {@code else}, which is left to the caller. */
    private List<Node> nodes() {
        List<Node> nodes = new ArrayList<>();
        while (at < tokens.size()) {
            String token = tokens.get(at);
            if (!token.startsWith("{{")) {
                nodes.add(new Node.Text(token));
                at++;
                continue;
            }
            String action = token.substring(2);
            String word = action.split("\\s", 2)[0];
            if (word.equals("end") || word.equals("else")) {
                return nodes;
            }
            at++;
            switch (word) {
                case "define" ->
                    defined.put(action.substring(word.length()).strip().replace("\"", ""), body());
                case "if", "with", "range" ->
                    nodes.add(block(word, action.substring(word.length()).strip()));
                default -> nodes.add(new Node.Print(action));
            }
        }
        return nodes;
    }

    private List<Node> body() {
        List<Node> body = nodes();
        expect("end");
        return body;
    }

    private Node.Block block(String word, String pipeline) {
        List<Node> body = nodes();
        List<Node> otherwise = List.of();
        if (tokens.get(at).equals("{{else")) {
            at++;
            otherwise = nodes();
        }
        expect("end");
        return new Node.Block(word, pipeline, body, otherwise);
    }

    private void expect(String word) {
        if (at >= tokens.size() || !tokens.get(at).equals("{{" + word)) {
            throw new IllegalArgumentException(word + " is missing");
        }
        at++;
    }
}

package dev.filegate.deploy.config;

import dev.filegate.deploy.config.GivenKeys.Given;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A configuration file. Values are taken as they are written ({@code off} stays {@code off}, {@code 007} stays {@code 007}), each with
 * its line. Memory is bounded by 64 Mi characters and the parser's 50 levels and 50 aliases.
 */
final class YamlFile {
    /** Stands for a sequence without items, which no text of a scalar can be mistaken for. */
    static final String EMPTY_LIST = "\0[]";

    private static final int MAX_CHARACTERS = 64 << 20;

    /** More parts than any key has; only an alias that contains itself gets there. */
    private static final int MAX_DEPTH = 16;

    private final String file;
    private final Map<String, Given> keys = new LinkedHashMap<>();
    private final List<Problem> problems;

    private YamlFile(String file, List<Problem> problems) {
        this.file = file;
        this.problems = problems;
    }

    /** What the file gives; what is wrong with it goes to {@code problems}. */
    static GivenKeys read(Path file, int ordinal, List<Problem> problems) {
        YamlFile yaml = new YamlFile(file.toString(), problems);
        Node root = yaml.compose(file);
        if (root instanceof MappingNode mapping) {
            yaml.add(new KeyName(List.of()), mapping);
        } else if (root != null) {
            yaml.report(root, "", "holds no keys", "begin with \"filegate:\" and indent the keys below it");
        }
        return new GivenKeys(file.toString(), ordinal, yaml.keys, Map.of());
    }

    private @Nullable Node compose(Path path) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(MAX_CHARACTERS);
        options.setAllowRecursiveKeys(false);
        try {
            return new Yaml(options).compose(new StringReader(Files.readString(path)));
        } catch (MarkedYAMLException e) {
            String line =
                    e.getProblemMark() == null ? "" : ":" + (e.getProblemMark().getLine() + 1);
            problems.add(new Problem(file + line, "", "is not YAML: " + e.getProblem(), "correct the line"));
        } catch (NoSuchFileException e) {
            problems.add(new Problem(file, "", "does not exist", "check the path given with --config"));
        } catch (CharacterCodingException e) {
            problems.add(new Problem(file, "", "is not text in UTF-8", "save it as UTF-8"));
        } catch (IOException e) {
            problems.add(
                    new Problem(file, "", "cannot be read: " + e.getMessage(), "check that it is a readable file"));
        } catch (YAMLException e) {
            problems.add(new Problem(file, "", "is not YAML: " + e.getMessage(), "correct the file"));
        }
        return null;
    }

    private void add(KeyName above, Node node) {
        if (above.parts().size() > MAX_DEPTH) {
            report(node, above.toString(), "is nested too deeply", "remove the alias that contains itself");
            return;
        }
        switch (node) {
            case MappingNode mapping -> addMapping(above, mapping);
            case SequenceNode sequence -> addSequence(above, sequence);
            case ScalarNode scalar when scalar.getTag().equals(Tag.NULL) -> put(above, scalar, "");
            case ScalarNode scalar -> put(above, scalar, scalar.getValue());
            default -> report(node, above.toString(), "is not a value", "write a text, a list or keys");
        }
    }

    private void addMapping(KeyName above, MappingNode mapping) {
        for (NodeTuple tuple : mapping.getValue()) {
            Node key = tuple.getKeyNode();
            if (!(key instanceof ScalarNode name) || name.getTag().equals(Tag.MERGE)) {
                report(key, above.toString(), "holds a key that is not a plain text", "write the keys out");
            } else {
                add(extend(above, name.getValue()), tuple.getValueNode());
            }
        }
        if (mapping.getValue().isEmpty()) {
            put(above, mapping, "");
        }
    }

    /** {@code filegate.ftp.port: 21} in one line means what it says; below a name of the user's choice a dot belongs to the name. */
    private static KeyName extend(KeyName above, String written) {
        KeyName extended = above;
        if (Keys.ALL.holdNames(above)) {
            return above.child(written);
        }
        List<String> parts = KeyName.parse(written).parts();
        for (String part : parts) {
            extended = extended.child(part);
        }
        return extended;
    }

    private void addSequence(KeyName above, SequenceNode sequence) {
        int index = 0;
        for (Node item : sequence.getValue()) {
            add(above.child(KeyName.index(index++)), item);
        }
        if (index == 0) {
            put(above, sequence, EMPTY_LIST);
        }
    }

    private void put(KeyName key, Node at, String value) {
        String where = file + ":" + line(at);
        Given before = keys.putIfAbsent(key.toString(), new Given(value, where));
        if (before != null) {
            report(at, key.toString(), "is given a second time (first at " + before.where() + ")", "keep one of them");
        }
    }

    private void report(Node at, String key, String what, String remedy) {
        problems.add(new Problem(file + ":" + line(at), key, what, remedy));
    }

    private static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }
}

package dev.filegate.deploy.config;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * How a value is written, and what it becomes.
 *
 * @param <T> what it becomes
 */
final class ValueType<T> {
    /** Whether a text is one value or several. */
    enum Form {
        SINGLE(""),
        /** Several, between commas. */
        COMMAS("\\s*,\\s*"),
        /** Several words, between commas or blanks. */
        WORDS("[\\s,]+"),
        /** Several, a line each: for values with commas in them. */
        LINES("\\s*\\R\\s*");

        private final String separator;

        Form(String separator) {
            this.separator = separator;
        }
    }

    private final String description;
    private final Form form;
    private final Function<List<String>, T> parser;

    private ValueType(String description, Form form, Function<List<String>, T> parser) {
        this.description = description;
        this.form = form;
        this.parser = parser;
    }

    /**
     * One value.
     *
     * @param description completes the sentence "write …"
     * @param parser throws IllegalArgumentException with words that complete the sentence "the value …", or none
     */
    static <T> ValueType<T> of(String description, Function<String, T> parser) {
        return new ValueType<>(description, Form.SINGLE, texts -> parser.apply(texts.getFirst()));
    }

    /** Several values of one type. */
    static <E> ValueType<List<E>> listOf(String description, Form form, Function<String, E> parser) {
        return new ValueType<>(
                description,
                form,
                texts -> texts.stream().map(text -> parser.apply(text.strip())).toList());
    }

    /** Several values that mean something only together. */
    static <T> ValueType<T> setOf(String description, Form form, Function<List<String>, T> parser) {
        return new ValueType<>(description, form, parser);
    }

    String description() {
        return description;
    }

    boolean isList() {
        return form != Form.SINGLE;
    }

    /** The values in one text. */
    List<String> split(String text) {
        return form == Form.SINGLE
                ? List.of(text)
                : Arrays.stream(text.strip().split(form.separator))
                        .filter(item -> !item.isBlank())
                        .toList();
    }

    /** @throws IllegalArgumentException when the texts do not follow the type */
    T parse(List<String> texts) {
        return parser.apply(texts);
    }
}

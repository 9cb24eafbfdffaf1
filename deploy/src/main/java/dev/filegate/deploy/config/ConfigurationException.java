package dev.filegate.deploy.config;

import java.util.List;
import java.util.stream.Collectors;

/** A configuration that cannot be used: everything that is wrong with it, at once. */
public final class ConfigurationException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /** @param problems one or more */
    public ConfigurationException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** In the order of the places they were found in; never empty. */
    public List<Problem> problems() {
        return problems;
    }
}

package dev.filegate.core.directory;

/**
 * A group as an operator defines it: what its members have unless they say otherwise. Immutable.
 *
 * @param description for people; may be empty
 */
public record GroupDefinition(String name, String description, Profile profile) {}

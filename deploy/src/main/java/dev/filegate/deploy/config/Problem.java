package dev.filegate.deploy.config;

import dev.filegate.core.path.NameCodec;

/**
 * Something wrong with the configuration, in words for the operator.
 *
 * @param where file and line, environment variable or system property; {@code default} for a value nobody gave
 * @param key the configuration key; empty when a whole file is meant
 * @param what what is wrong, with the bad value unless it is a secret
 * @param remedy what to do about it
 */
public record Problem(String where, String key, String what, String remedy) {
    /** One line, with control characters escaped. */
    @Override
    public String toString() {
        String subject = key.isEmpty() ? where : where + ": " + key;
        return NameCodec.printable(subject + ": " + what + "; " + remedy);
    }
}

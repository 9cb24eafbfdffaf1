package dev.filegate.deploy.config;

/** Which set of defaults holds. */
public enum StartMode {
    /** Production: standard ports, no built-in account. */
    SERVE,
    /** A laptop: high ports on loopback only, account and storage built in. */
    QUICKSTART
}

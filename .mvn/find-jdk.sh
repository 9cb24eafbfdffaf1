# Sourced by mvnw and filegate: exports JAVA_HOME of a JDK >= 25, or ends with one line that says what to install.
# Trap: with an empty JAVA_HOME, "$JAVA_HOME/bin/javac" is /bin/javac, which exists on Debian.

filegate_jdk_version() {
    [ -n "$1" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
    sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" | head -n 1
}

filegate_find_jdk() {
    for home in "${JAVA_HOME:-}" /usr/lib/jvm/* "$HOME"/.sdkman/candidates/java/* \
        /Library/Java/JavaVirtualMachines/*/Contents/Home "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home; do
        version=$(filegate_jdk_version "$home") || continue
        if [ "${version:-0}" -ge 25 ]; then
            JAVA_HOME=$home
            export JAVA_HOME
            return 0
        fi
    done
    echo "filegate: no JDK 25 found; install one (Debian/Ubuntu: temurin-25-jdk or openjdk-25-jdk) or set JAVA_HOME to it" >&2
    return 1
}

filegate_find_jdk || exit 2

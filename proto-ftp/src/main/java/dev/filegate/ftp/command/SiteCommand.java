package dev.filegate.ftp.command;

import dev.filegate.ftp.FtpCommand.Argument;
import dev.filegate.ftp.FtpCommand.Handler;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What may follow SITE. */
enum SiteCommand {
    CHMOD(Argument.REQUIRED, "CHMOD <octal mode> <path>", SiteCommands::chmod),
    CPFR(Argument.REQUIRED, "CPFR <path>", SiteCommands::cpfr),
    CPTO(Argument.REQUIRED, "CPTO <path>", SiteCommands::cpto),
    HELP(Argument.OPTIONAL, "HELP", SiteCommands::siteHelp),
    IDLE(Argument.OPTIONAL, "IDLE [<seconds>]", SiteCommands::idle),
    QUOTA(Argument.NONE, "QUOTA", SiteCommands::quota),
    SYMLINK(Argument.REQUIRED, "SYMLINK <target> <path>", SiteCommands::symlink),
    UMASK(Argument.OPTIONAL, "UMASK", SiteCommands::umask),
    UTIME(Argument.REQUIRED, "UTIME <YYYYMMDDhhmm[ss]> <path>", SiteCommands::utime),
    WHO(Argument.NONE, "WHO", SiteCommands::who);

    private static final Map<String, SiteCommand> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(SiteCommand::name, Function.identity()));

    private final Argument argument;
    private final String syntax;
    private final Handler handler;

    SiteCommand(Argument argument, String syntax, Handler handler) {
        this.argument = argument;
        this.syntax = syntax;
        this.handler = handler;
    }

    static Optional<SiteCommand> of(String name) {
        return Optional.ofNullable(BY_NAME.get(name.toUpperCase(Locale.ROOT)));
    }

    Argument argument() {
        return argument;
    }

    String syntax() {
        return "SITE " + syntax;
    }

    Handler handler() {
        return handler;
    }
}

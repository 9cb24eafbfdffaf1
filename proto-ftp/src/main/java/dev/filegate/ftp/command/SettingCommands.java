package dev.filegate.ftp.command;

import dev.filegate.ftp.FtpReplies;
import dev.filegate.ftp.FtpSession;
import dev.filegate.ftp.Outcome;
import dev.filegate.ftp.TransferSettings;
import dev.filegate.ftp.hash.HashAlgorithm;
import dev.filegate.ftp.listing.Fact;
import java.util.Locale;

/** How things are transferred and shown: TYPE MODE STRU OPTS. No name is among the arguments, so blanks around them say nothing. */
public final class SettingCommands {
    private SettingCommands() {}

    public static Outcome type(FtpSession session, String argument) {
        return switch (argument.strip().toUpperCase(Locale.ROOT)) {
            case "A", "A N" -> set(session, TransferSettings.Type.ASCII, "ASCII");
            case "I", "I N", "L 8", "L8" -> set(session, TransferSettings.Type.IMAGE, "image");
            case "E", "E N", "E T", "E C", "A T", "A C" -> FtpReplies.unsupported("the types are A (A N) and I (L 8)");
            default ->
                argument.strip().matches("[Ll] ?[0-9]*")
                        ? FtpReplies.unsupported("bytes have 8 bits here: L 8")
                        : FtpReplies.syntax("the types are A (A N) and I (L 8)");
        };
    }

    private static Outcome set(FtpSession session, TransferSettings.Type type, String name) {
        session.settings().type(type);
        session.core().note("type", type.letter());
        return FtpReplies.ok("the type is " + name);
    }

    public static Outcome mode(FtpSession session, String argument) {
        return switch (argument.strip().toUpperCase(Locale.ROOT)) {
            case "S" -> set(session, TransferSettings.Mode.STREAM, "stream");
            case "Z" -> set(session, TransferSettings.Mode.DEFLATE, "deflate");
            case "B", "C" -> FtpReplies.unsupported("the modes are S (stream) and Z (deflate)");
            default -> FtpReplies.syntax("the modes are S (stream) and Z (deflate)");
        };
    }

    private static Outcome set(FtpSession session, TransferSettings.Mode mode, String name) {
        session.settings().mode(mode);
        return FtpReplies.ok("the mode is " + name);
    }

    public static Outcome stru(FtpSession session, String argument) {
        return switch (argument.strip().toUpperCase(Locale.ROOT)) {
            case "F" -> FtpReplies.ok("the structure is file");
            case "R", "P" -> FtpReplies.unsupported("the only structure is F (file)");
            default -> FtpReplies.syntax("the only structure is F (file)");
        };
    }

    /** RFC 2389 section 4. */
    public static Outcome opts(FtpSession session, String argument) {
        int space = argument.indexOf(' ');
        String verb = (space < 0 ? argument : argument.substring(0, space)).toUpperCase(Locale.ROOT);
        String options = space < 0 ? "" : argument.substring(space + 1).strip();
        return switch (verb) {
            case "UTF8", "UTF-8" -> utf8(options);
            case "MLST" -> {
                session.facts(Fact.parse(options));
                yield FtpReplies.ok(Fact.optionsReply(session.facts()));
            }
            case "HASH" -> hash(session, options);
            case "MODE" -> modeZ(session, options);
            default -> FtpReplies.syntax("there are options for HASH, MLST, MODE Z and UTF8");
        };
    }

    /** Browsers and Windows send {@code OPTS UTF8 ON}; names are UTF-8 whatever they say. */
    private static Outcome utf8(String options) {
        return switch (options.toUpperCase(Locale.ROOT)) {
            case "", "ON", "NLST" -> FtpReplies.ok("names are always UTF-8");
            case "OFF" -> FtpReplies.unsupported("names are always UTF-8");
            default -> FtpReplies.syntax("OPTS UTF8 takes ON");
        };
    }

    private static Outcome hash(FtpSession session, String name) {
        if (name.isEmpty()) {
            return FtpReplies.ok(session.hashAlgorithm().text());
        }
        return HashAlgorithm.named(name)
                .<Outcome>map(algorithm -> {
                    session.hashAlgorithm(algorithm);
                    return FtpReplies.ok(algorithm.text());
                })
                .orElseGet(() -> FtpReplies.syntax("unknown algorithm; FEAT lists them"));
    }

    private static Outcome modeZ(FtpSession session, String options) {
        String[] words = options.split(" ", 2);
        if (!words[0].equalsIgnoreCase("Z")) {
            return FtpReplies.syntax("only MODE Z has options");
        }
        try {
            session.settings().deflate(session.settings().deflate().with(words.length > 1 ? words[1] : ""));
            return FtpReplies.ok("MODE Z LEVEL " + session.settings().deflate().level());
        } catch (IllegalArgumentException e) {
            return FtpReplies.syntax(e);
        }
    }
}

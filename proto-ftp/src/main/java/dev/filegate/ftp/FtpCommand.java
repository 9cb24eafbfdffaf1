package dev.filegate.ftp;

import dev.filegate.ftp.attribute.FactChange;
import dev.filegate.ftp.command.CombineCommand;
import dev.filegate.ftp.command.DirectoryCommands;
import dev.filegate.ftp.command.FileCommands;
import dev.filegate.ftp.command.HashCommands;
import dev.filegate.ftp.command.ListingCommands;
import dev.filegate.ftp.command.LoginCommands;
import dev.filegate.ftp.command.PortCommands;
import dev.filegate.ftp.command.SecurityCommands;
import dev.filegate.ftp.command.SessionCommands;
import dev.filegate.ftp.command.SettingCommands;
import dev.filegate.ftp.command.SiteCommands;
import dev.filegate.ftp.command.TransferCommands;
import dev.filegate.ftp.hash.HashAlgorithm;
import dev.filegate.ftp.listing.Fact;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The vocabulary: who may use a verb, whether it takes an argument, what it does, and its lines in FEAT (RFC 2389). HELP, FEAT, the
 * refusals 500, 501, 502 and 530 and the table in docs/protocols/ftp.md follow from here.
 */
public enum FtpCommand {
    // Who somebody is (RFC 959 section 4.1.1)
    USER(Access.ANYONE, Argument.REQUIRED, "<name>", LoginCommands::user),
    PASS(Access.ANYONE, Argument.OPTIONAL, "<password>", LoginCommands::pass),
    ACCT(Access.ANYONE, Argument.REQUIRED, "<account>", LoginCommands::acct),
    REIN(Access.ANYONE, Argument.NONE, "", LoginCommands::rein),
    QUIT(Access.ANYONE, Argument.NONE, "", LoginCommands::quit),

    // Directories
    PWD(Access.LOGGED_IN, Argument.NONE, "", DirectoryCommands::pwd),
    XPWD(Access.LOGGED_IN, Argument.NONE, "", DirectoryCommands::pwd),
    CWD(Access.LOGGED_IN, Argument.REQUIRED, "<directory>", DirectoryCommands::cwd, "TVFS"),
    XCWD(Access.LOGGED_IN, Argument.REQUIRED, "<directory>", DirectoryCommands::cwd),
    CDUP(Access.LOGGED_IN, Argument.NONE, "", DirectoryCommands::cdup),
    XCUP(Access.LOGGED_IN, Argument.NONE, "", DirectoryCommands::cdup),
    MKD(Access.LOGGED_IN, Argument.REQUIRED, "<directory>", DirectoryCommands::mkd),
    XMKD(Access.LOGGED_IN, Argument.REQUIRED, "<directory>", DirectoryCommands::mkd),
    RMD(Access.LOGGED_IN, Argument.REQUIRED, "<directory>", DirectoryCommands::rmd),
    XRMD(Access.LOGGED_IN, Argument.REQUIRED, "<directory>", DirectoryCommands::rmd),
    SMNT(Access.LOGGED_IN, Argument.REQUIRED, "<path>", SessionCommands::notImplemented),

    // What is in them
    LIST(Access.LOGGED_IN, Argument.OPTIONAL, "[<options>] [<path>]", ListingCommands::list),
    NLST(Access.LOGGED_IN, Argument.OPTIONAL, "[<options>] [<path>]", ListingCommands::nlst),
    MLSD(Access.LOGGED_IN, Argument.OPTIONAL, "[<directory>]", ListingCommands::mlsd),
    MLST(Access.LOGGED_IN, Argument.OPTIONAL, "[<path>]", ListingCommands::mlst, s -> Fact.feature(s.facts())),

    // Files and what is known about them
    DELE(Access.LOGGED_IN, Argument.REQUIRED, "<path>", FileCommands::dele),
    RNFR(Access.LOGGED_IN, Argument.REQUIRED, "<path>", FileCommands::rnfr),
    RNTO(Access.LOGGED_IN, Argument.REQUIRED, "<path>", FileCommands::rnto),
    SIZE(Access.LOGGED_IN, Argument.REQUIRED, "<path>", FileCommands::size, "SIZE"),
    MDTM(Access.LOGGED_IN, Argument.REQUIRED, "[<YYYYMMDDHHMMSS>] <path>", FileCommands::mdtm, "MDTM"),
    MFMT(Access.LOGGED_IN, Argument.REQUIRED, "<YYYYMMDDHHMMSS> <path>", FileCommands::mfmt, "MFMT"),
    MFCT(Access.LOGGED_IN, Argument.REQUIRED, "<YYYYMMDDHHMMSS> <path>", SessionCommands::notImplemented),
    MFF(Access.LOGGED_IN, Argument.REQUIRED, "<fact>=<value>; <path>", FileCommands::mff, FactChange.FEATURE),
    AVBL(Access.LOGGED_IN, Argument.OPTIONAL, "[<directory>]", FileCommands::avbl, "AVBL"),
    COMB(Access.LOGGED_IN, Argument.REQUIRED, "\"<target>\" \"<part>\"...", CombineCommand::comb, "COMB"),
    HASH(
            Access.LOGGED_IN,
            Argument.REQUIRED,
            "<path>",
            HashCommands::hash,
            s -> HashAlgorithm.feature(s.hashAlgorithm())),
    XCRC(Access.LOGGED_IN, Argument.REQUIRED, "<path> [[<start>] <end>]", HashCommands::xcrc, "XCRC"),
    XMD5(Access.LOGGED_IN, Argument.REQUIRED, "<path> [[<start>] <end>]", HashCommands::xmd5, "XMD5"),
    XSHA(Access.LOGGED_IN, Argument.REQUIRED, "<path> [[<start>] <end>]", HashCommands::xsha1, "XSHA"),
    XSHA1(Access.LOGGED_IN, Argument.REQUIRED, "<path> [[<start>] <end>]", HashCommands::xsha1, "XSHA1"),
    XSHA256(Access.LOGGED_IN, Argument.REQUIRED, "<path> [[<start>] <end>]", HashCommands::xsha256, "XSHA256"),
    XSHA512(Access.LOGGED_IN, Argument.REQUIRED, "<path> [[<start>] <end>]", HashCommands::xsha512, "XSHA512"),

    // Transfers and what prepares them
    RETR(Access.LOGGED_IN, Argument.REQUIRED, "<path>", TransferCommands::retr),
    STOR(Access.LOGGED_IN, Argument.REQUIRED, "<path>", TransferCommands::stor),
    APPE(Access.LOGGED_IN, Argument.REQUIRED, "<path>", TransferCommands::appe),
    STOU(Access.LOGGED_IN, Argument.OPTIONAL, "[<path>]", TransferCommands::stou),
    ALLO(Access.LOGGED_IN, Argument.REQUIRED, "<bytes> [R <bytes>]", TransferCommands::allo),
    REST(Access.LOGGED_IN, Argument.REQUIRED, "<offset>", TransferCommands::rest, "REST STREAM"),
    RANG(Access.LOGGED_IN, Argument.REQUIRED, "<first> <last>", TransferCommands::rang, "RANG STREAM"),
    ABOR(Access.ANYONE, Argument.NONE, "", TransferCommands::abor),
    TYPE(Access.LOGGED_IN, Argument.REQUIRED, "A|I|L 8", SettingCommands::type),
    MODE(Access.LOGGED_IN, Argument.REQUIRED, "S|Z", SettingCommands::mode, "MODE Z"),
    STRU(Access.LOGGED_IN, Argument.REQUIRED, "F", SettingCommands::stru),
    PORT(Access.LOGGED_IN, Argument.REQUIRED, "<h1,h2,h3,h4,p1,p2>", PortCommands::port),
    EPRT(Access.LOGGED_IN, Argument.REQUIRED, "|<protocol>|<address>|<port>|", PortCommands::eprt, "EPRT"),
    LPRT(Access.LOGGED_IN, Argument.REQUIRED, "<numbers>", SessionCommands::notImplemented),
    PASV(Access.LOGGED_IN, Argument.NONE, "", PortCommands::pasv, "PASV"),
    EPSV(Access.LOGGED_IN, Argument.OPTIONAL, "[1|2|ALL]", PortCommands::epsv, "EPSV"),
    LPSV(Access.LOGGED_IN, Argument.NONE, "", SessionCommands::notImplemented),
    SSCN(Access.LOGGED_IN, Argument.OPTIONAL, "[ON|OFF]", SecurityCommands::sscn, betweenServers("SSCN")),
    CPSV(Access.LOGGED_IN, Argument.NONE, "", SecurityCommands::cpsv, betweenServers("CPSV")),

    // About the server and the session
    NOOP(Access.ANYONE, Argument.OPTIONAL, "", SessionCommands::noop),
    SYST(Access.ANYONE, Argument.NONE, "", SessionCommands::syst),
    FEAT(Access.ANYONE, Argument.NONE, "", SessionCommands::feat),
    OPTS(Access.ANYONE, Argument.REQUIRED, "HASH|MLST|MODE Z|UTF8 [<options>]", SettingCommands::opts, "UTF8"),
    HELP(Access.ANYONE, Argument.OPTIONAL, "[<verb>]", SessionCommands::help),
    STAT(Access.LOGGED_IN, Argument.OPTIONAL, "[<path>]", SessionCommands::stat),
    LANG(Access.ANYONE, Argument.OPTIONAL, "[<tag>]", SessionCommands::lang, "LANG EN*"),
    HOST(Access.ANYONE, Argument.REQUIRED, "<name>", SessionCommands::host, "HOST"),
    CLNT(Access.ANYONE, Argument.REQUIRED, "<name>", SessionCommands::clnt, "CLNT"),
    CSID(Access.ANYONE, Argument.REQUIRED, "Name=<name>; Version=<version>;", SessionCommands::csid, "CSID"),
    SITE(Access.LOGGED_IN, Argument.REQUIRED, "<command> [<argument>]", SiteCommands::site, "SITE SYMLINK\nSITE UTIME"),

    // RFC 2228
    AUTH(Access.ANYONE, Argument.REQUIRED, "TLS", SecurityCommands::auth, withTls("AUTH TLS;TLS-C;SSL;TLS-P;")),
    ADAT(Access.ANYONE, Argument.REQUIRED, "<data>", SecurityCommands::notOfTls),
    PBSZ(Access.ANYONE, Argument.REQUIRED, "0", SecurityCommands::pbsz, withTls("PBSZ")),
    PROT(Access.ANYONE, Argument.REQUIRED, "C|P", SecurityCommands::prot, withTls("PROT")),
    CCC(Access.ANYONE, Argument.NONE, "", SecurityCommands::ccc, withTls("CCC")),
    MIC(Access.ANYONE, Argument.REQUIRED, "<data>", SecurityCommands::notOfTls),
    CONF(Access.ANYONE, Argument.REQUIRED, "<data>", SecurityCommands::notOfTls),
    ENC(Access.ANYONE, Argument.REQUIRED, "<data>", SecurityCommands::notOfTls);

    /** Who may use a verb. */
    public enum Access {
        ANYONE,
        LOGGED_IN
    }

    /** Whether a verb takes an argument. */
    public enum Argument {
        NONE,
        OPTIONAL,
        REQUIRED
    }

    /** What a verb does. The argument is empty if there is none. */
    @FunctionalInterface
    public interface Handler {
        /**
         * Decides. May block; leaves the connections alone.
         *
         * @throws dev.filegate.core.failure.GatewayException which is answered after {@link FtpReplies#failure}
         */
        Outcome handle(FtpSession session, String argument);
    }

    private static final Map<String, FtpCommand> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(FtpCommand::name, Function.identity()));

    private static final Set<FtpCommand> NOT_IMPLEMENTED = EnumSet.of(SMNT, MFCT, LPRT, LPSV, ADAT, MIC, CONF, ENC);

    private final Access access;
    private final Argument argument;
    private final String syntax;
    private final Handler handler;
    private final Function<FtpSession, String> features;

    FtpCommand(Access access, Argument argument, String syntax, Handler handler) {
        this(access, argument, syntax, handler, session -> "");
    }

    FtpCommand(Access access, Argument argument, String syntax, Handler handler, String features) {
        this(access, argument, syntax, handler, session -> features);
    }

    FtpCommand(
            Access access, Argument argument, String syntax, Handler handler, Function<FtpSession, String> features) {
        this.access = access;
        this.argument = argument;
        this.syntax = syntax;
        this.handler = handler;
        this.features = features;
    }

    private static Function<FtpSession, String> withTls(String feature) {
        return session -> session.security().isAvailable() ? feature : "";
    }

    private static Function<FtpSession, String> betweenServers(String feature) {
        return session -> SecurityCommands.isPossibleBetweenServers(session) ? feature : "";
    }

    /** The command of a verb in upper case. */
    public static Optional<FtpCommand> of(String verb) {
        return Optional.ofNullable(BY_NAME.get(verb));
    }

    Access access() {
        return access;
    }

    Argument argument() {
        return argument;
    }

    /** The verb with its argument, as HELP shows it. */
    public String syntax() {
        return syntax.isEmpty() ? name() : name() + " " + syntax;
    }

    /** Its lines in FEAT, without the leading space; none for what every server has. */
    public List<String> features(FtpSession session) {
        String lines = features.apply(session);
        return lines.isEmpty() ? List.of() : List.of(lines.split("\n"));
    }

    /** Whether it does what its RFC says, or is only known. */
    public boolean isImplemented() {
        return !NOT_IMPLEMENTED.contains(this);
    }

    Outcome handle(FtpSession session, String given) {
        return handler.handle(session, given);
    }
}

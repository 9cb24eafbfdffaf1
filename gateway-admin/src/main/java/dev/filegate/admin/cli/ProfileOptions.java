package dev.filegate.admin.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The options that accounts and groups share. Each becomes the field of its name in the document; an option that is not given leaves the field
 * alone, an empty one ({@code --networks=}) takes the field away.
 */
final class ProfileOptions {
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,18})([KMGT]?)");

    @Option(names = "--description", paramLabel = "TEXT", description = "For people.")
    @Nullable
    String description;

    @Option(
            names = "--storage",
            paramLabel = "S",
            description = "The storage that holds the home, as storage list shows it.")
    @Nullable
    String storage;

    @Option(
            names = "--path",
            paramLabel = "P",
            description =
                    "The directory of that storage that is the home. Default: /NAME for an account, /{account} for a group.")
    @Nullable
    String path;

    @Option(
            names = "--mount",
            paramLabel = "AT=STORAGE:PATH",
            description = "A further storage inside the tree: /shared=files:/pub. May be given several times.")
    List<String> mounts = new ArrayList<>();

    @Option(
            names = "--permissions",
            paramLabel = "a,b,c",
            description =
                    "list, read, write, overwrite, append, delete, rename, mkdir, rmdir, attributes, link. Default: all.")
    @Nullable
    String permissions;

    @Option(
            names = "--path-permissions",
            paramLabel = "GLOB=a,b,c",
            description = "Permissions of the paths that match: '/in/**=list,write'. May be given several times.")
    List<String> pathPermissions = new ArrayList<>();

    @Option(names = "--allow-files", paramLabel = "GLOB,…", description = "Only files of these names: '*.csv'.")
    @Nullable
    String allowFiles;

    @Option(names = "--deny-files", paramLabel = "GLOB,…", description = "No files of these names.")
    @Nullable
    String denyFiles;

    @Option(names = "--hide-files", paramLabel = "GLOB,…", description = "Files of these names are not there.")
    @Nullable
    String hideFiles;

    @Option(names = "--protocols", paramLabel = "P,…", description = "ftp, ftps, sftp, scp, tftp. Default: all.")
    @Nullable
    String protocols;

    @Option(names = "--networks", paramLabel = "CIDR,…", description = "Where it may come from. Default: anywhere.")
    @Nullable
    String networks;

    @Option(
            names = "--hours",
            paramLabel = "WINDOW",
            description = "When it may log in: 'mon-fri 08:00-18:00 Europe/Berlin'. May be given several times.")
    List<String> hours = new ArrayList<>();

    @Option(
            names = "--valid-until",
            paramLabel = "T",
            description = "A time, a date, how long from now (30d), or never.")
    @Nullable
    String validUntil;

    @Option(
            names = {"--max-sessions", "--sessions"},
            paramLabel = "N",
            description = "Sessions at the same time; 0 for no bound.")
    @Nullable
    String maxSessions;

    @Option(names = "--quota-bytes", paramLabel = "SIZE", description = "What it may store: 500M, 10G; 0 for no bound.")
    @Nullable
    String quotaBytes;

    @Option(names = "--quota-files", paramLabel = "N", description = "How many files it may store; 0 for no bound.")
    @Nullable
    String quotaFiles;

    @Option(
            names = "--upload-rate",
            paramLabel = "SIZE",
            description = "Bytes per second of a session, to the gateway.")
    @Nullable
    String uploadRate;

    @Option(
            names = "--download-rate",
            paramLabel = "SIZE",
            description = "Bytes per second of a session, from the gateway.")
    @Nullable
    String downloadRate;

    @Option(names = "--volume-per-day", paramLabel = "SIZE", description = "Bytes moved in a day (UTC).")
    @Nullable
    String volumePerDay;

    @Option(names = "--volume-per-month", paramLabel = "SIZE", description = "Bytes moved in a month (UTC).")
    @Nullable
    String volumePerMonth;

    @Option(
            names = "--largest-file",
            paramLabel = "SIZE",
            description = "Bytes of the largest file that may be stored.")
    @Nullable
    String largestFile;

    ProfileOptions() {}

    /**
     * What is given, as parts of a document.
     *
     * @param usualPath directory of the home when only its storage is given
     */
    ObjectNode document(String usualPath) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        text(document, "description", description);
        home(document, usualPath);
        list(document, "permissions", permissions);
        pathRules(document);
        ObjectNode names = JsonNodeFactory.instance.objectNode();
        list(names, "allowed", allowFiles);
        list(names, "denied", denyFiles);
        list(names, "hidden", hideFiles);
        setUnlessEmpty(document, "file_names", names);
        list(document, "protocols", protocols);
        list(document, "networks", networks);
        if (!hours.isEmpty()) {
            ArrayNode windows = document.putArray("hours");
            hours.stream().filter(window -> !window.isEmpty()).forEach(windows::add);
        }
        text(document, "valid_until", validUntil);
        ObjectNode limits = JsonNodeFactory.instance.objectNode();
        size(limits, "max_sessions", maxSessions);
        size(limits, "quota_bytes", quotaBytes);
        size(limits, "quota_files", quotaFiles);
        size(limits, "upload_rate", uploadRate);
        size(limits, "download_rate", downloadRate);
        size(limits, "volume_per_day", volumePerDay);
        size(limits, "volume_per_month", volumePerMonth);
        size(limits, "largest_file", largestFile);
        setUnlessEmpty(document, "limits", limits);
        return document;
    }

    /** A patch replaces lists as a whole, so home and mounts are given together. */
    private void home(ObjectNode document, String usualPath) {
        if (storage == null && path != null) {
            throw CommandFailure.misused("--path: needs --storage, whose directory it is");
        }
        if (storage == null && mounts.isEmpty()) {
            return;
        }
        ArrayNode all = document.putArray("mounts");
        if (storage != null) {
            all.addObject().put("at", "/").put("storage", storage).put("path", path == null ? usualPath : path);
        }
        for (String mount : mounts) {
            Matcher parts = Pattern.compile("(/[^=]*)=([^:=]+):(/.*)").matcher(mount);
            if (!parts.matches()) {
                throw CommandFailure.misused("--mount: \"" + mount + "\" is not like /shared=files:/pub");
            }
            all.addObject()
                    .put("at", parts.group(1))
                    .put("storage", parts.group(2))
                    .put("path", parts.group(3));
        }
    }

    /** Keeps the present home when only mounts are given, and the present mounts when only the home is. */
    void completeMounts(ObjectNode document, JsonNode present) {
        if (!(document.get("mounts") instanceof ArrayNode given)) {
            return;
        }
        present.path("mounts").forEach(mount -> {
            boolean home = mount.path("at").asText().equals("/");
            if (home ? storage == null : mounts.isEmpty()) {
                given.add(mount);
            }
        });
    }

    private void pathRules(ObjectNode document) {
        if (pathPermissions.isEmpty()) {
            return;
        }
        ArrayNode rules = document.putArray("paths");
        for (String rule : pathPermissions) {
            int equals = rule.lastIndexOf('=');
            if (equals > 0) {
                ObjectNode node = rules.addObject().put("pattern", rule.substring(0, equals));
                list(node, "permissions", rule.substring(equals + 1));
            } else if (!rule.isEmpty()) {
                throw CommandFailure.misused("--path-permissions: \"" + rule + "\" is not like '/in/**=list,write'");
            }
        }
    }

    private static void setUnlessEmpty(ObjectNode document, String field, ObjectNode value) {
        if (!value.isEmpty()) {
            document.set(field, value);
        }
    }

    private static void text(ObjectNode document, String field, @Nullable String value) {
        if (value != null) {
            document.set(
                    field,
                    value.isEmpty() ? JsonNodeFactory.instance.nullNode() : JsonNodeFactory.instance.textNode(value));
        }
    }

    private static void list(ObjectNode document, String field, @Nullable String value) {
        if (value == null) {
            return;
        }
        if (value.isEmpty()) {
            document.putNull(field);
        } else {
            ArrayNode items = document.putArray(field);
            for (String item : value.split(",", -1)) {
                items.add(item.strip());
            }
        }
    }

    private static void size(ObjectNode limits, String field, @Nullable String value) {
        if (value == null) {
            return;
        }
        if (value.isEmpty()) {
            limits.putNull(field);
            return;
        }
        limits.put(field, bytes("--" + field.replace('_', '-'), value));
    }

    /** A size as people write it. */
    static long bytes(String option, String value) {
        Matcher parts = SIZE.matcher(value.toUpperCase(Locale.ROOT));
        if (!parts.matches()) {
            throw CommandFailure.misused(option + ": \"" + value + "\" is not a number like 1000, 64K, 16M, 1G or 2T");
        }
        long unit = 1L << (10 * Map.of("", 0, "K", 1, "M", 2, "G", 3, "T", 4).getOrDefault(parts.group(2), 0));
        try {
            return Math.multiplyExact(Long.parseLong(parts.group(1)), unit);
        } catch (ArithmeticException e) {
            throw CommandFailure.misused(option + ": \"" + value + "\" is too large");
        }
    }
}

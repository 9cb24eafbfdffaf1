package dev.filegate.admin.api;

import dev.filegate.admin.api.ProfileDocument.FileNamesDocument;
import dev.filegate.admin.api.ProfileDocument.MountDocument;
import dev.filegate.admin.api.ProfileDocument.PathDocument;
import dev.filegate.admin.http.Words;
import dev.filegate.core.directory.AccountDefinition;
import dev.filegate.core.directory.AccountEntry;
import dev.filegate.core.directory.Profile;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An account as it is shown. What a PUT takes is the same, with {@code password} for a new password; fields that are shown only are left
 * out of account there.
 *
 * @param origin {@code database}, or {@code declared} for one of the configuration, which is changed there
 * @param hasPassword whether it has a password, which is never shown
 * @param principals names in user certificates that it answers to, besides its own
 * @param authentication ways to log in: all proofs of a way, in its order; absent when any single proof will do
 * @param validUntil a time, or {@code never}
 * @param limits 0 stands for no bound
 * @param version what the ETag is made of
 */
@Schema(name = "Account")
public record AccountDocument(
        String name,
        @Schema(readOnly = true) @Nullable String origin,
        @Nullable String description,
        boolean disabled,
        @Schema(readOnly = true) @Nullable Boolean hasPassword,
        @Schema(writeOnly = true) @Nullable String password,
        @Nullable List<String> authorizedKeys,
        @Nullable List<String> principals,
        @Nullable List<List<String>> authentication,
        @Nullable List<String> groups,
        @Nullable List<MountDocument> mounts,
        @Nullable List<String> permissions,
        @Nullable List<PathDocument> paths,
        @Nullable FileNamesDocument fileNames,
        @Nullable List<String> protocols,
        @Nullable List<String> networks,
        @Nullable List<String> hours,
        @Nullable String validUntil,
        @Nullable Map<String, Long> limits,
        @Schema(readOnly = true) @Nullable Long version,
        @Schema(readOnly = true) @Nullable Instant changed) {

    static AccountDocument of(AccountEntry entry) {
        AccountDefinition account = entry.stored().value();
        AccountDefinition.Proofs proofs = account.proofs();
        Profile profile = account.profile();
        boolean declared = entry.origin() == AccountEntry.Origin.DECLARED;
        return new AccountDocument(
                account.name(),
                Words.of(entry.origin()),
                Shown.unlessEmpty(account.description()),
                account.disabled(),
                declared ? null : !proofs.passwordHash().isEmpty(),
                null,
                ProfileDocument.unlessEmpty(proofs.authorizedKeys()),
                ProfileDocument.unlessEmpty(proofs.principals()),
                ProfileDocument.unlessEmpty(proofs.authentication().stream()
                        .map(way -> way.stream().map(method -> method.word()).toList())
                        .toList()),
                ProfileDocument.unlessEmpty(account.groups()),
                ProfileDocument.mounts(profile),
                ProfileDocument.permissions(profile),
                ProfileDocument.paths(profile),
                FileNamesDocument.of(profile.tree().fileNames()),
                ProfileDocument.protocols(profile),
                ProfileDocument.networks(profile),
                ProfileDocument.hours(profile),
                ProfileDocument.validUntil(profile),
                ProfileDocument.limits(profile),
                entry.stored().version(),
                declared ? null : entry.stored().changed());
    }
}

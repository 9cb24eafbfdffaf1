package dev.filegate.admin.api;

import dev.filegate.admin.api.ProfileDocument.FileNamesDocument;
import dev.filegate.admin.api.ProfileDocument.MountDocument;
import dev.filegate.admin.api.ProfileDocument.PathDocument;
import dev.filegate.core.directory.GroupDefinition;
import dev.filegate.core.directory.Profile;
import dev.filegate.core.directory.Versioned;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A group as it is shown: what its members have unless they say otherwise. Fields mean what they mean in an account. */
@Schema(name = "Group")
public record GroupDocument(
        String name,
        @Nullable String description,
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

    static GroupDocument of(Versioned<GroupDefinition> stored) {
        GroupDefinition group = stored.value();
        Profile profile = group.profile();
        return new GroupDocument(
                group.name(),
                Shown.unlessEmpty(group.description()),
                ProfileDocument.mounts(profile),
                ProfileDocument.permissions(profile),
                ProfileDocument.paths(profile),
                FileNamesDocument.of(profile.tree().fileNames()),
                ProfileDocument.protocols(profile),
                ProfileDocument.networks(profile),
                ProfileDocument.hours(profile),
                ProfileDocument.validUntil(profile),
                ProfileDocument.limits(profile),
                stored.version(),
                stored.changed());
    }
}

package dev.filegate.deploy.config;

import dev.filegate.storage.local.LocalConfig.Visibility;
import java.time.Duration;

/** Keys of uploads. */
final class UploadKeys {
    final KeyGroup group = new KeyGroup("Uploads", "");

    final Key<Visibility> visibility = group.add(
            Key.of("filegate.uploads.visibility", ValueTypes.oneOf(Visibility.class))
                    .byDefault("on-commit")
                    .means(
                            "`on-commit`: a file appears when its upload is complete; `immediate`: it is seen growing, and an upload that breaks off leaves a part of it."));
    final Key<Duration> partialTtl = group.add(Key.of("filegate.uploads.partial-ttl", ValueTypes.POSITIVE_DURATION)
            .byDefault("24h")
            .means("How long what arrived of a broken upload is kept for the client to continue."));

    UploadSettings read(Values values) {
        return new UploadSettings(values.get(visibility), values.get(partialTtl));
    }
}

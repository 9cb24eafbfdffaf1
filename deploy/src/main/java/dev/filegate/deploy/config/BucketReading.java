package dev.filegate.deploy.config;

import dev.filegate.deploy.config.BucketKeys.Encryption;
import dev.filegate.storage.s3.S3Access;
import dev.filegate.storage.s3.S3Config;
import dev.filegate.storage.s3.S3Dialect;
import dev.filegate.storage.s3.S3Encryption;
import dev.filegate.storage.s3.S3Location;
import dev.filegate.storage.s3.S3Network;
import dev.filegate.storage.s3.S3ObjectOptions;
import dev.filegate.storage.s3.S3Transfer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads one storage of type {@code s3}, and finds what of it does not go together. */
final class BucketReading {
    /** What a service without regions is told. */
    private static final String ANY_REGION = "us-east-1";

    private static final int MAX_TAGS = 10;

    private final BucketKeys keys;
    private final Values values;
    private final String name;

    BucketReading(BucketKeys keys, Values values, String name) {
        this.keys = keys;
        this.values = values;
        this.name = name;
    }

    /** Empty when something that the storage cannot do without is missing or wrong, which is reported. */
    Optional<S3Config> read(UploadSettings uploads) {
        Optional<String> bucket = required(keys.bucket, "name the bucket, which must exist");
        String endpoint = text(keys.endpoint);
        Optional<String> region = values.find(keys.region, name);
        if (region.isEmpty()
                && endpoint.isEmpty()
                && !values.isGiven(keys.region, name)
                && !values.isGiven(keys.endpoint, name)) {
            values.reportMissing(
                    keys.region, "name the bucket's region, or the endpoint of a service other than Amazon's", name);
        }
        S3Access access = access();
        S3Encryption encryption = encryption();
        S3Transfer transfer = transfer(uploads);
        warnAboutClearText(endpoint, encryption);
        S3ObjectOptions objects = new S3ObjectOptions(encryption, text(keys.storageClass), text(keys.acl), tags());
        S3Network network = network();
        return bucket.map(
                found -> S3Config.of(new S3Location(found, text(keys.prefix), region.orElse(ANY_REGION), endpoint))
                        .withAccess(access)
                        .withDialect(dialect(!endpoint.isEmpty()))
                        .withNetwork(network)
                        .withObjects(objects)
                        .withTransfer(transfer));
    }

    private Optional<String> required(Key<String> key, String remedy) {
        if (!values.isGiven(key, name)) {
            values.reportMissing(key, remedy, name);
        }
        return values.find(key, name);
    }

    private String text(Key<String> key) {
        return values.find(key, name).orElse("");
    }

    private S3Dialect dialect(boolean elsewhere) {
        S3Dialect usual = elsewhere ? S3Dialect.COMPATIBLE : S3Dialect.DEFAULT;
        return new S3Dialect(
                values.find(keys.pathStyle, name).orElse(usual.pathStyle()),
                values.find(keys.checksums, name).orElse(usual.checksums()),
                values.find(keys.chunkedEncoding, name).orElse(usual.chunkedEncoding()),
                values.get(keys.conditionalWrites, name));
    }

    private S3Access access() {
        S3Access base = new S3Access.Chain();
        boolean keyed = requireTogether(keys.accessKey, keys.secretKey);
        requires(keys.sessionToken, keys.accessKey);
        requires(keys.externalId, keys.role);
        if (keyed && !text(keys.accessKey).isEmpty() && !text(keys.secretKey).isEmpty()) {
            base = new S3Access.Keys(text(keys.accessKey), text(keys.secretKey), text(keys.sessionToken));
        }
        String role = text(keys.role);
        return role.isEmpty() ? base : new S3Access.Role(base, role, text(keys.externalId));
    }

    /** Whether a secret, or the file that holds it, or any other value was given. */
    private boolean isGiven(Key<?> key) {
        return !values.where(key, name).equals(GivenTexts.DEFAULT);
    }

    private boolean requireTogether(Key<?> one, Key<?> other) {
        requires(one, other);
        requires(other, one);
        return isGiven(one) && isGiven(other);
    }

    private void requires(Key<?> key, Key<?> needed) {
        if (isGiven(key) && !isGiven(needed)) {
            String last = needed.pattern().parts().getLast();
            values.report(key, "is of no use without " + last, "give " + last + " as well, or neither", name);
        }
    }

    private S3Encryption encryption() {
        Encryption chosen = values.get(keys.sse, name);
        belongsTo(Encryption.KMS, chosen, keys.kmsKey);
        belongsTo(Encryption.CUSTOMER, chosen, keys.customerKey);
        return switch (chosen) {
            case BUCKET -> new S3Encryption.BucketDefault();
            case S3 -> new S3Encryption.ServiceKeys();
            case KMS -> new S3Encryption.Kms(text(keys.kmsKey));
            case CUSTOMER -> customerKey();
        };
    }

    private void belongsTo(Encryption owner, Encryption chosen, Key<?> key) {
        if (owner != chosen && isGiven(key)) {
            String word = ValueTypes.word(owner);
            values.report(key, "belongs to sse: " + word, "write sse: " + word + ", or remove it", name);
        }
    }

    private S3Encryption customerKey() {
        if (!isGiven(keys.customerKey)) {
            values.reportMissing(
                    keys.customerKey, "give 256 bits in Base64, as `openssl rand -base64 32` makes them", name);
        }
        String key = text(keys.customerKey);
        try {
            return key.isEmpty() ? new S3Encryption.BucketDefault() : new S3Encryption.CustomerKey(key);
        } catch (IllegalArgumentException e) {
            values.report(
                    keys.customerKey,
                    "the value is not 256 bits in Base64",
                    "make one with `openssl rand -base64 32`",
                    name);
            return new S3Encryption.BucketDefault();
        }
    }

    private Map<String, String> tags() {
        Map<String, String> tags = new LinkedHashMap<>();
        for (String tag : values.find(keys.tags, name).orElse(List.of())) {
            String[] parts = tag.split("=", 2);
            if (tags.put(parts[0].strip(), parts[1].strip()) != null) {
                values.report(keys.tags, "names \"" + parts[0].strip() + "\" twice", "name each tag once", name);
            }
        }
        if (tags.size() > MAX_TAGS) {
            values.report(
                    keys.tags, "has more than " + MAX_TAGS + " tags, which S3 does not take", "remove some", name);
            return Map.of();
        }
        return tags;
    }

    private S3Transfer transfer(UploadSettings uploads) {
        long part = values.get(keys.partSize, name);
        if (part < S3Transfer.MIN_PART || part > S3Transfer.MAX_PART) {
            values.report(keys.partSize, "is not between 5M and 5G, which are S3's bounds", "write 8M or more", name);
            part = S3Transfer.MIN_PART;
        } else if (part > values.get(keys.uploadMemory) / 2) {
            values.report(
                    keys.partSize,
                    "is more than half of filegate.s3.upload-memory, so that uploads would wait for each other",
                    "give it less, or the memory more",
                    name);
        }
        return new S3Transfer(
                part,
                values.get(keys.parallelParts, name),
                values.get(keys.window, name),
                values.get(keys.parallelReads, name),
                uploads.partialTtl());
    }

    private S3Network network() {
        requires(keys.proxyUser, keys.proxy);
        requireTogether(keys.proxyUser, keys.proxyPassword);
        return new S3Network(
                values.get(keys.connectTimeout, name),
                values.get(keys.requestTimeout, name),
                values.get(keys.callTimeout, name),
                values.get(keys.attempts, name),
                proxy(),
                authorities());
    }

    private String proxy() {
        String proxy = text(keys.proxy);
        String user = text(keys.proxyUser);
        if (proxy.isEmpty() || user.isEmpty()) {
            return proxy;
        }
        URI address = URI.create(proxy);
        return address.getScheme() + "://" + encoded(user) + ":" + encoded(text(keys.proxyPassword)) + "@"
                + address.getRawAuthority();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private List<X509Certificate> authorities() {
        List<X509Certificate> found = new ArrayList<>();
        for (Path file : values.find(keys.authorities, name).orElse(List.of())) {
            try {
                CertificateFactory factory = CertificateFactory.getInstance("X.509");
                int before = found.size();
                factory.generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file)))
                        .forEach(certificate -> found.add((X509Certificate) certificate));
                if (found.size() == before) {
                    reportAuthority(file, "holds no certificate");
                }
            } catch (IOException e) {
                reportAuthority(file, "cannot be read");
            } catch (CertificateException e) {
                reportAuthority(file, "is not a PEM file of certificates");
            }
        }
        return found;
    }

    private void reportAuthority(Path file, String what) {
        values.report(
                keys.authorities, "\"" + file + "\" " + what, "name a PEM file with one certificate or more", name);
    }

    private void warnAboutClearText(String endpoint, S3Encryption encryption) {
        if (!endpoint.startsWith("http:")) {
            return;
        }
        String host = String.valueOf(URI.create(endpoint).getHost());
        String where = values.where(keys.endpoint, name) + ": "
                + keys.endpoint.pattern().at(name) + ": ";
        if (encryption instanceof S3Encryption.CustomerKey) {
            values.warn(where + "the key of sse: customer is sent over plain http, which most services refuse");
        } else if (!host.equals("localhost") && !host.startsWith("127.") && !host.equals("[::1]")) {
            values.warn(where + "plain http: files can be read on their way to the S3 service");
        }
    }
}

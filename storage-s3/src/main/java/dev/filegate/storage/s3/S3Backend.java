package dev.filegate.storage.s3;

import dev.filegate.core.failure.Failure;
import dev.filegate.core.path.VirtualPath;
import dev.filegate.core.storage.Storage;
import dev.filegate.core.storage.StorageBackend;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;

/** A bucket, or what lies below a prefix in it, as a storage. Whoever opened it calls {@link #cleanUp} from time to time. */
public final class S3Backend implements StorageBackend {
    private final String name;
    private final S3Objects objects;
    private final S3Keys keys;
    private final KnownDirectories known;
    private final DirectoryMarkers markers;
    private final S3Site site;

    private S3Backend(String name, S3Objects objects, S3Memory memory, InstantSource clock, PartLimits limits) {
        this.name = name;
        this.objects = objects;
        this.keys = S3Keys.of(objects.config().bucket().prefix());
        this.known = new KnownDirectories(clock);
        this.markers = new DirectoryMarkers(objects);
        this.site = new S3Site(
                objects,
                new ObjectReads(objects, memory),
                memory,
                new S3Partials(objects, keys, clock),
                new KeyLocks(),
                limits);
    }

    /**
     * Opens a bucket. Sends no request: a service that is away does not keep the gateway from starting.
     *
     * @param name the name it is configured under
     * @param memory what all storages of the process share
     * @param observer told of every call
     */
    public static S3Backend open(String name, S3Config config, S3Memory memory, S3Observer observer) {
        return open(name, config, memory, observer, PartLimits.S3);
    }

    static S3Backend open(String name, S3Config config, S3Memory memory, S3Observer observer, PartLimits limits) {
        S3Client client = S3Clients.open(config, observer);
        InstantSource clock = InstantSource.system();
        return new S3Backend(name, new S3Objects(client, config, clock), memory, clock, limits);
    }

    S3Site site() {
        return site;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Storage tree(VirtualPath base, String owner) {
        S3Names whole = new S3Names(objects, keys, known, markers);
        if (!base.isRoot()) {
            whole.refuseHidden(base);
            S3Failures.run(base, () -> make(whole, base));
        }
        return new S3Storage(site, new S3Names(objects, keys.below(base), known, markers), owner);
    }

    private static void make(S3Names names, VirtualPath directory) {
        if (names.isDirectory(directory)) {
            return;
        }
        if (names.head(directory) != null) {
            throw S3Failures.of(directory, Failure.NOT_A_DIRECTORY, "not a directory");
        }
        names.makeMarker(directory, Map.of());
    }

    /**
     * Deletes what interrupted uploads have left, once it is older than the time to live of partial uploads. To be called from time to
     * time, by one thread.
     *
     * @return how many uploads were given up
     * @throws dev.filegate.core.failure.GatewayException UNAVAILABLE when the service cannot be asked
     */
    public int cleanUp(Instant now) {
        try {
            return new S3Cleaning(objects, keys, site.partials()).run(now);
        } catch (SdkException e) {
            throw S3Failures.ofStorage(name, e);
        }
    }

    /** How many uploads run now that would be kept if they broke off. */
    public int uploadsUnderWay() {
        return site.partials().countRunning();
    }

    /** How many interrupted uploads can be resumed, as far as this process knows. */
    public int interruptedUploads() {
        return site.partials().countKept();
    }

    @Override
    public void check() {
        try {
            objects.first(keys.directory(VirtualPath.ROOT), 1);
        } catch (SdkException e) {
            throw S3Failures.ofStorage(name, e);
        }
    }

    @Override
    public void close() {
        objects.client().close();
    }
}

package dev.filegate.storage.s3;

/** Who asks. Secrets never appear in {@code toString}. */
public sealed interface S3Access {
    /**
     * What the SDK finds: system properties, {@code AWS_*} in the environment, a web identity token (Kubernetes), the shared profile,
     * the container's or the instance's role.
     */
    record Chain() implements S3Access {}

    /** Fixed keys; {@code sessionToken} is empty for keys that do not expire. */
    record Keys(String accessKey, String secretKey, String sessionToken) implements S3Access {
        public Keys {
            if (accessKey.isBlank() || secretKey.isBlank()) {
                throw new IllegalArgumentException("an access key needs its secret key, and the other way round");
            }
        }

        public Keys(String accessKey, String secretKey) {
            this(accessKey, secretKey, "");
        }

        @Override
        public String toString() {
            return "Keys[" + accessKey + "]";
        }
    }

    /**
     * A role that others may assume (STS AssumeRole), renewed before it expires.
     *
     * @param base who assumes it; not a role itself
     * @param role its ARN
     * @param externalId what the role's owner demands; empty for nothing
     */
    record Role(S3Access base, String role, String externalId) implements S3Access {
        public Role {
            if (base instanceof Role) {
                throw new IllegalArgumentException("a role is assumed by keys or by the credential chain");
            }
        }
    }
}

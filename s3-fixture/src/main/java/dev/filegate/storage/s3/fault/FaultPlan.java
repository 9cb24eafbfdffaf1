package dev.filegate.storage.s3.fault;

import java.util.List;
import java.util.Random;

/** Says what goes wrong with which request. Asked by the threads of all connections. */
@FunctionalInterface
public interface FaultPlan {
    /** A plan by which everything is passed on. */
    FaultPlan NONE = request -> Fault.NONE;

    Fault faultOf(S3Request request);

    /** Every request for an operation fails so. */
    static FaultPlan every(S3Operation operation, Fault fault) {
        return request -> request.operation() == operation ? fault : Fault.NONE;
    }

    /** The first {@code count} requests for an operation fail so, later ones are passed on. */
    static FaultPlan first(int count, S3Operation operation, Fault fault) {
        return request -> request.operation() == operation && request.ordinal() < count ? fault : Fault.NONE;
    }

    /**
     * Requests fail at random, the same ones whenever the seed is the same: which depends on the operation and how many of its kind came
     * before, not on how threads interleave.
     *
     * @param rate from 0 for never to 1 for always
     */
    static FaultPlan seeded(long seed, double rate, List<Fault> faults) {
        return request -> {
            Random random =
                    new Random(seed * 31 + request.operation().name().hashCode() * 1_000_003L + request.ordinal());
            random.nextInt(); // The first number of neighbouring seeds is nearly the same.
            return random.nextDouble() < rate ? faults.get(random.nextInt(faults.size())) : Fault.NONE;
        };
    }

    /** This plan where it has a fault, else the other. */
    default FaultPlan or(FaultPlan other) {
        return request -> faultOf(request) instanceof Fault.None ? other.faultOf(request) : faultOf(request);
    }
}

package dev.factstream.runtime.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeFeaturesOptions;
import org.apache.kafka.clients.admin.FinalizedVersionRange;

/**
 * The features that a cluster needs: share groups (KIP-932, final in Kafka 4.2) for the tickets, and transactions that
 * fence the writes of zombie producers (KIP-890).
 */
public final class ClusterRequirements {
    private static final Map<String, Short> FEATURES =
            Map.of("share.version", (short) 1, "transaction.version", (short) 2);

    private ClusterRequirements() {}

    /**
     * Checks that the cluster has the required features.
     *
     * @param bootstrapServers for the message only
     * @throws UnsuitableClusterException if no broker answers within {@code timeout} or a feature is missing
     */
    public static void check(Admin admin, String bootstrapServers, Duration timeout) {
        Map<String, FinalizedVersionRange> finalized = finalizedFeatures(admin, bootstrapServers, timeout);
        FEATURES.forEach((feature, needed) -> {
            FinalizedVersionRange range = finalized.get(feature);
            int level = range == null ? 0 : range.maxVersionLevel();
            if (level < needed) {
                throw new UnsuitableClusterException("the cluster at " + bootstrapServers + " has " + feature + " "
                        + level + " and FactStream needs " + needed + ": run Kafka 4.2 or newer and raise it with"
                        + " kafka-features.sh upgrade --feature " + feature + "=" + needed);
            }
        });
    }

    private static Map<String, FinalizedVersionRange> finalizedFeatures(
            Admin admin, String bootstrapServers, Duration timeout) {
        // also limit the call in the client: close() would wait for an abandoned call
        DescribeFeaturesOptions options = new DescribeFeaturesOptions().timeoutMs((int) timeout.toMillis());
        try {
            return admin.describeFeatures(options).featureMetadata().get().finalizedFeatures();
        } catch (ExecutionException e) {
            throw new UnsuitableClusterException(
                    "no Kafka broker answers at " + bootstrapServers + "; check that it is running and that"
                            + " kafka.bootstrap.servers is right ("
                            + e.getCause().getMessage() + ")",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnsuitableClusterException("interrupted while asking the cluster for its features", e);
        }
    }
}

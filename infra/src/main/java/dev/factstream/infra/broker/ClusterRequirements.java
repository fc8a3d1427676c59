package dev.factstream.infra.broker;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeFeaturesOptions;
import org.apache.kafka.clients.admin.FinalizedVersionRange;

/**
 * What the stream needs of a cluster: share groups (KIP-932, final in Kafka 4.2) for the tickets, and transactions that
 * fence a zombie's writes (KIP-890).
 */
public final class ClusterRequirements {
    private static final Map<String, Short> FEATURES =
            Map.of("share.version", (short) 1, "transaction.version", (short) 2);

    private ClusterRequirements() {}

    /**
     * Returns if the cluster will do.
     *
     * @param bootstrapServers for the message only
     * @throws UnsuitableClusterException if nobody answers within {@code timeout} or a feature is missing
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
        // the client's own time limit as well: an abandoned call would keep close() waiting for it
        DescribeFeaturesOptions options = new DescribeFeaturesOptions().timeoutMs((int) timeout.toMillis());
        try {
            return admin.describeFeatures(options).featureMetadata().get().finalizedFeatures();
        } catch (ExecutionException e) {
            throw new UnsuitableClusterException(
                    "no Kafka broker answers at " + bootstrapServers + "; is it running, and is kafka.bootstrap.servers"
                            + " right? (" + e.getCause().getMessage() + ")",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnsuitableClusterException("interrupted while asking the cluster for its features", e);
        }
    }
}

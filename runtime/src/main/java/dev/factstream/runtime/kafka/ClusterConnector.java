package dev.factstream.runtime.kafka;

import dev.factstream.runtime.settings.Settings;
import java.time.Duration;
import org.apache.kafka.clients.admin.Admin;

/** Connects to the cluster named in the settings. */
public final class ClusterConnector {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private ClusterConnector() {}

    /**
     * Returns the clients of a reachable and suitable cluster.
     *
     * @throws UnsuitableClusterException with a one-line message otherwise
     */
    public static KafkaClients connect(Settings settings) {
        admin(settings).close(Duration.ZERO);
        return new KafkaClients(settings);
    }

    /**
     * Returns an admin client of a reachable and suitable cluster; the caller closes it.
     *
     * @throws UnsuitableClusterException with a one-line message otherwise
     */
    public static Admin admin(Settings settings) {
        KafkaClients clients = new KafkaClients(settings);
        Admin admin = Admin.create(clients.admin("factstream-console"));
        try {
            ClusterRequirements.check(admin, clients.bootstrapServers(), PATIENCE);
            return admin;
        } catch (RuntimeException e) {
            admin.close(Duration.ZERO);
            throw e;
        }
    }
}

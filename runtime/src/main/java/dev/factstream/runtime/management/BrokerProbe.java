package dev.factstream.runtime.management;

import dev.factstream.runtime.kafka.KafkaClients;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;

/** Checks whether the cluster answers; nothing is cached. Thread-safe; close it. */
final class BrokerProbe implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final KafkaClients clients;
    private final Admin admin;

    BrokerProbe(KafkaClients clients) {
        this.clients = clients;
        admin = Admin.create(clients.admin("factstream-management"));
    }

    /** Returns why the cluster is unavailable, or empty. Takes about two seconds at most. */
    Optional<String> unready() throws InterruptedException {
        try {
            admin.describeCluster(new DescribeClusterOptions().timeoutMs((int) PATIENCE.toMillis()))
                    .nodes()
                    .get();
            return Optional.empty();
        } catch (ExecutionException e) {
            return Optional.of("no broker answers at " + clients.bootstrapServers() + " within " + PATIENCE.toSeconds()
                    + " s: " + e.getCause().getMessage());
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}

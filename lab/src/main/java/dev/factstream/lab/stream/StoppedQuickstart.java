package dev.factstream.lab.stream;

import dev.factstream.infra.broker.EmbeddedBroker;
import dev.factstream.infra.broker.TransactionMarkerWriter;
import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.failure.UserFacingException;
import dev.factstream.runtime.kafka.KafkaClients;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.clients.admin.Admin;

/** Access to the topics and folder of a stopped quickstart; starts its broker on a free port. */
public final class StoppedQuickstart implements AutoCloseable {
    private final RunFolder folder;
    private final EmbeddedBroker broker;

    private StoppedQuickstart(RunFolder folder, EmbeddedBroker broker) {
        this.folder = folder;
        this.broker = broker;
    }

    /**
     * Starts the broker of a run's folder and ends the transactions that a killed process left open, because they block readers.
     *
     * @throws UserFacingException if the folder has no run, or the run is in use
     */
    public static StoppedQuickstart open(Path dir) throws IOException, InterruptedException {
        if (!Files.isDirectory(dir.resolve("broker"))) {
            throw new UserFacingException(
                    ExitCode.NO_INPUT,
                    "there is no run in " + dir + ": --dir is the folder of a quickstart; for a cluster give --config");
        }
        RunFolder folder = RunFolder.open(dir, "run, perhaps a quickstart,");
        EmbeddedBroker broker;
        try {
            broker = EmbeddedBroker.start(folder.broker(), 0);
        } catch (RuntimeException e) {
            folder.close();
            throw e;
        }
        StoppedQuickstart stream = new StoppedQuickstart(folder, broker);
        try (Admin admin =
                Admin.create(KafkaClients.of(broker.bootstrapServers()).admin("factstream-console"))) {
            new TransactionRecovery(admin, new TransactionMarkerWriter(broker.bootstrapServers())).end();
            return stream;
        } catch (IOException | InterruptedException | RuntimeException e) {
            stream.close();
            throw e;
        }
    }

    /** The bootstrap servers of its broker. */
    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    /** The folder with the learner's checkpoints and adapters. */
    public Path root() {
        return folder.root();
    }

    @Override
    public void close() throws IOException {
        broker.close();
        folder.close();
    }
}

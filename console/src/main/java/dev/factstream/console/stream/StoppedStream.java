package dev.factstream.console.stream;

import dev.factstream.console.cli.ConsoleException;
import dev.factstream.console.cli.ExitCode;
import dev.factstream.infra.broker.EmbeddedBroker;
import dev.factstream.infra.broker.TransactionMarkers;
import dev.factstream.schemas.settings.KafkaClients;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.clients.admin.Admin;

/** Access to the topics and folder of a stopped quickstart; starts its broker on a free port. */
public final class StoppedStream implements AutoCloseable {
    private final RunFolder folder;
    private final EmbeddedBroker broker;

    private StoppedStream(RunFolder folder, EmbeddedBroker broker) {
        this.folder = folder;
        this.broker = broker;
    }

    /**
     * Starts the broker of a run's folder and ends the transactions that a killed process left open, because they block readers.
     *
     * @throws ConsoleException if the folder has no run, or the run is in use
     */
    public static StoppedStream open(Path dir) throws IOException, InterruptedException {
        if (!Files.isDirectory(dir.resolve("broker"))) {
            throw new ConsoleException(
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
        StoppedStream stream = new StoppedStream(folder, broker);
        try (Admin admin =
                Admin.create(KafkaClients.of(broker.bootstrapServers()).admin("factstream-console"))) {
            new DeadTransactions(admin, new TransactionMarkers(broker.bootstrapServers())).end();
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

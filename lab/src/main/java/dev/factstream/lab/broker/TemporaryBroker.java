package dev.factstream.lab.broker;

import dev.factstream.infra.broker.EmbeddedBroker;
import dev.factstream.infra.topics.TopicOverrides;
import dev.factstream.infra.topics.TopicTool;
import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.runtime.process.TemporaryFolder;
import dev.factstream.schemas.topics.TopicNames;
import java.io.IOException;
import java.nio.file.Path;

/** An embedded broker on a free port, with a temporary folder for its log and other state. For one thread. */
public final class TemporaryBroker implements AutoCloseable {
    private static final TopicNames NAMES = new TopicNames("");

    private final TemporaryFolder folder;
    private final EmbeddedBroker broker;

    private TemporaryBroker(TemporaryFolder folder, EmbeddedBroker broker) {
        this.folder = folder;
        this.broker = broker;
    }

    /**
     * Starts a broker without topics.
     *
     * @param purpose a word in the name of the folder
     */
    public static TemporaryBroker start(String purpose) throws IOException {
        TemporaryFolder folder = TemporaryFolder.create("factstream-" + purpose + "-");
        try {
            return new TemporaryBroker(
                    folder, EmbeddedBroker.start(folder.path().resolve("broker"), 0));
        } catch (RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    /** Starts a broker with the topics of {@link #names}. @param overrides differences to the topic catalogue */
    public static TemporaryBroker start(String purpose, TopicOverrides overrides) throws IOException {
        TemporaryBroker started = start(purpose);
        try {
            started.createTopics(NAMES, overrides);
            return started;
        } catch (RuntimeException e) {
            started.close();
            throw e;
        }
    }

    /** Creates all topics under other names. */
    public void createTopics(TopicNames names, TopicOverrides overrides) {
        TopicTool.apply(clients(), names, overrides);
    }

    /** The topic names without a prefix. */
    public TopicNames names() {
        return NAMES;
    }

    /** The client configurations of this broker. */
    public KafkaClients clients() {
        return KafkaClients.of(broker.bootstrapServers());
    }

    /** Host and port of this broker. */
    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    /** The temporary folder. */
    public Path folder() {
        return folder.path();
    }

    /** Makes {@link #close} keep the folder, for diagnosis. */
    public void keepFolder() {
        folder.keep();
    }

    /** Makes {@link #close} delete the folder, which is the default. */
    public void discardFolder() {
        folder.discard();
    }

    @Override
    public void close() throws IOException {
        broker.close();
        folder.close();
    }
}

package dev.factstream.infra.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real single-node Kafka broker (KRaft) inside this JVM, with its data in a folder. It can be restarted on the
 * same folder, after a clean stop as well as after a {@code kill -9}. It listens on 127.0.0.1 only.
 *
 * <p>Fatal faults of the server do not end the JVM: see {@link BrokerFaults}. The broker names its segments and
 * snapshots with digits of the default locale, and would lose its data to a start in another language: {@link #start} sets the
 * default locale of the process to {@link Locale#ROOT}. Thread-safe.
 */
public final class EmbeddedBroker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);

    private final BrokerFolder folder;
    private final KafkaRaftServer server;
    private final int port;
    private boolean closed;

    private EmbeddedBroker(BrokerFolder folder, KafkaRaftServer server, int port) {
        this.folder = folder;
        this.server = server;
        this.port = port;
    }

    /**
     * Starts a broker and returns when it answers.
     *
     * @param dir created and formatted if necessary
     * @param port to listen on; 0 picks a free one
     * @throws BrokerStartException if the port or the folder is in use, or the broker fails to start
     */
    public static EmbeddedBroker start(Path dir, int port) {
        return start(dir, port, Map.of());
    }

    /** As {@link #start(Path, int)}. @param more properties of the broker, which override its usual ones */
    public static EmbeddedBroker start(Path dir, int port, Map<String, String> more) {
        BrokerFaults.install();
        Locale.setDefault(Locale.ROOT);
        BrokerFolder folder = BrokerFolder.lock(dir);
        try {
            return start(folder, freePort(port), more);
        } catch (RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    /** Returns {@code host:port}, for clients on this machine. */
    public String bootstrapServers() {
        return BrokerConfig.HOST + ":" + port;
    }

    /** Stops with a controlled shutdown, so that the next start is quick; further calls have no effect. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            server.shutdown();
            server.awaitShutdown();
            folder.close();
        }
    }

    private static EmbeddedBroker start(BrokerFolder folder, int port, Map<String, String> more) {
        KafkaRaftServer server = null;
        try {
            if (!folder.isFormatted()) {
                format(folder.data());
            }
            Map<String, String> config = BrokerConfig.of(folder.data(), port, freePort(0));
            config.putAll(more);
            server = new KafkaRaftServer(new KafkaConfig(config, false), Time.SYSTEM);
            server.startup();
            return new EmbeddedBroker(folder, server, port);
        } catch (Exception e) {
            shutdownHalfStarted(server);
            throw new BrokerStartException(
                    "the broker on " + folder.data().getParent() + " cannot start: " + e.getMessage(), e);
        }
    }

    private static void shutdownHalfStarted(KafkaRaftServer server) {
        try {
            if (server != null) {
                server.shutdown();
            }
        } catch (RuntimeException e) {
            LOG.debug("shutdown after a failed start failed as well", e);
        }
    }

    private static void format(Path data) throws Exception {
        new Formatter()
                .setNodeId(BrokerConfig.NODE_ID)
                .setClusterId(Uuid.randomUuid().toString())
                .setControllerListenerName(BrokerConfig.CONTROLLER_LISTENER)
                .setMetadataLogDirectory(data.toString())
                .addDirectory(data.toString())
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .run();
    }

    /** Binds and frees the port, to distinguish an occupied port from other failures. */
    private static int freePort(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName(BrokerConfig.HOST))) {
            return socket.getLocalPort();
        } catch (IOException | IllegalArgumentException e) {
            throw new BrokerStartException(
                    "port " + port + " cannot be used (" + e.getMessage() + "); choose another, or 0 for a free one",
                    e);
        }
    }
}

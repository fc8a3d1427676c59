package dev.factstream.console.dashboard;

import dev.factstream.console.cli.ConsoleException;
import dev.factstream.schemas.Pulse;
import dev.factstream.schemas.settings.CommonSettings;
import dev.factstream.schemas.settings.KafkaClients;
import dev.factstream.schemas.settings.Settings;
import dev.factstream.schemas.topics.TopicNames;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The page and what feeds it: a thread that follows the topics, and the server. What it knows, it knows from the log: started again, it
 * shows the same. It needs no group, and slows nobody down. Thread-safe; close it.
 */
public final class Dashboard implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Dashboard.class);
    private static final long WRITE_MILLIS = 1_000;
    private static final Duration STOP = Duration.ofSeconds(10);

    private final Board board = new Board();
    private final Pictures pictures = new Pictures();
    private final PageServer server = new PageServer(board, pictures);
    private final Optional<String> run;
    private final String url;
    private final KafkaClients clients;
    private final TopicNames names;
    private final Thread thread;
    private final Pulse pulse = new Pulse();
    private volatile TopicTail tail;
    private volatile boolean closed;
    private volatile Throwable failure;

    private Dashboard(Settings settings, boolean anyPort) {
        clients = new KafkaClients(settings);
        names = CommonSettings.topicNames(settings);
        run = Optional.of(settings.get(DashboardSettings.RUN)).filter(id -> !id.isBlank());
        String host = settings.get(DashboardSettings.HOST);
        url = "http://" + host + ":" + listen(host, settings.get(DashboardSettings.PORT), anyPort) + "/";
        thread = new Thread(this::follow, "dashboard");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Opens the page; topics and broker may come later.
     *
     * @param anyPort whether to take a free port where the one that is set is in use
     * @throws dev.factstream.console.cli.ConsoleException if the port is in use
     */
    public static Dashboard open(Settings settings, boolean anyPort) {
        return new Dashboard(settings, anyPort);
    }

    private int listen(String host, int port, boolean anyPort) {
        try {
            return server.listen(host, port);
        } catch (ConsoleException e) {
            if (anyPort) {
                return server.listen(host, 0);
            }
            server.close();
            throw e;
        }
    }

    /** Where the page is. */
    public String url() {
        return url;
    }

    /** Why it no longer follows the topics; empty while it does. */
    public Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }

    /** How long ago it last looked whether there is something new. */
    public Duration sinceLook() {
        return pulse.silence();
    }

    private void follow() {
        try (TopicTail topics = new TopicTail(clients, LiveRuns.topics(names));
                Lags lags = new Lags(clients, names)) {
            tail = topics;
            LiveRuns runs = new LiveRuns(names);
            BoardWriter writer = new BoardWriter(board, run, Clock.systemUTC());
            long written = System.nanoTime();
            while (!closed) {
                topics.poll(runs::add);
                pulse.beat();
                if (System.nanoTime() - written >= WRITE_MILLIS * 1_000_000) {
                    run.or(runs::newest)
                            .ifPresent(id -> pictures.show(runs.of(id).rollouts()));
                    writer.write(runs, new Connection(lags.newest(), topics.missing(), topics.behind()));
                    board.changes().ifPresent(server::tell);
                    written = System.nanoTime();
                }
            }
        } catch (WakeupException e) {
            LOG.debug("Closed while it waited", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            failure = e;
            LOG.error("The dashboard no longer follows the topics", e);
        }
    }

    @Override
    public void close() {
        closed = true;
        TopicTail open = tail;
        if (open != null) {
            open.wakeup();
        }
        try {
            thread.join(STOP.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        server.close();
    }
}

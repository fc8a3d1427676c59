package dev.factstream.dashboard;

import dev.factstream.runtime.failure.UserFacingException;
import dev.factstream.runtime.health.Heartbeat;
import dev.factstream.runtime.http.AccessTokens;
import dev.factstream.runtime.http.PortAddress;
import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.runtime.pictures.PictureFetcher;
import dev.factstream.runtime.settings.CommonSettings;
import dev.factstream.runtime.settings.PortSettings;
import dev.factstream.runtime.settings.Settings;
import dev.factstream.runtime.settings.SettingsException;
import dev.factstream.schemas.topics.TopicNames;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The dashboard: a thread that follows the topics, and the web server. All its data comes from the topics, so it shows the same
 * after a restart. It uses no consumer group and does not slow down the stream. Thread-safe; close it.
 */
public final class Dashboard implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Dashboard.class);
    private static final long WRITE_MILLIS = 1_000;
    private static final Duration STOP = Duration.ofSeconds(10);

    private final PageState state = new PageState();
    private final PictureCache pictures = new PictureCache();
    private final PageServer server;
    private final Optional<String> run;
    private final String url;
    private final KafkaClients clients;
    private final TopicNames names;
    private final Thread thread;
    private final Heartbeat heartbeat = new Heartbeat();
    private volatile TopicTail tail;
    private volatile boolean closed;
    private volatile Throwable failure;

    private Dashboard(Settings settings, boolean anyPort) {
        clients = new KafkaClients(settings);
        names = CommonSettings.topicNames(settings);
        DashboardSettings own = settings.bind(DashboardSettings.class);
        run = own.run();
        PortSettings limits = settings.bind(CommonSettings.class).ports();
        PortAddress address =
                new PortAddress("dashboard", "the dashboard", own.host(), own.port(), AccessTokens.parse(own.token()));
        server = new PageServer(state, pictures, PictureFetcher.of(settings), limits);
        url = limits.scheme() + "://" + own.host() + ":" + listen(address, anyPort) + "/";
        thread = new Thread(this::follow, "dashboard");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Opens the page; topics and broker may become available later.
     *
     * @param anyPort whether to use a free port if the configured one is in use
     * @throws dev.factstream.runtime.failure.UserFacingException if the port is in use
     */
    public static Dashboard open(Settings settings, boolean anyPort) {
        return new Dashboard(settings, anyPort);
    }

    private int listen(PortAddress address, boolean anyPort) {
        try {
            return anyPort ? listenAnywhere(address) : server.listen(address);
        } catch (UserFacingException | SettingsException e) {
            server.close();
            throw e;
        }
    }

    private int listenAnywhere(PortAddress address) {
        try {
            return server.listen(address);
        } catch (UserFacingException e) {
            return server.listen(address.anyPort());
        }
    }

    /** The URL of the page. */
    public String url() {
        return url;
    }

    /** The failure that stopped the thread; empty while it runs. */
    public Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }

    /** The time since the last poll of the topics. */
    public Duration sincePoll() {
        return heartbeat.overdue();
    }

    private void follow() {
        try (TopicTail topics = new TopicTail(clients, LiveRuns.topics(names));
                LagMonitor lags = new LagMonitor(clients, names)) {
            tail = topics;
            LiveRuns runs = new LiveRuns(names);
            PageStateWriter writer = new PageStateWriter(state, run, Clock.systemUTC());
            long written = System.nanoTime();
            while (!closed) {
                topics.poll(runs::add);
                heartbeat.beat();
                if (System.nanoTime() - written >= WRITE_MILLIS * 1_000_000) {
                    run.or(runs::newest)
                            .ifPresent(id -> pictures.show(runs.of(id).rollouts()));
                    writer.write(runs, new ClusterStatus(lags.newest(), topics.missing(), topics.behind()));
                    state.changes().ifPresent(server::broadcast);
                    written = System.nanoTime();
                }
            }
        } catch (WakeupException e) {
            LOG.debug("Closed while polling", e);
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

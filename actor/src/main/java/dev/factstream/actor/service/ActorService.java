package dev.factstream.actor.service;

import dev.factstream.actor.adapter.AdapterFeed;
import dev.factstream.actor.adapter.AdapterLoader;
import dev.factstream.actor.adapter.LatestAdapters;
import dev.factstream.actor.adapter.PolicyVersion;
import dev.factstream.actor.adapter.RunListener;
import dev.factstream.actor.answer.ActorCounters;
import dev.factstream.actor.answer.AnsweringEngine;
import dev.factstream.actor.lease.TicketSource;
import dev.factstream.actor.outcome.OutcomeWriter;
import dev.factstream.actor.settings.ActorSettings;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.runtime.kafka.ActorShareGroup;
import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.runtime.pictures.PictureFetcher;
import dev.factstream.runtime.settings.CommonSettings;
import dev.factstream.runtime.settings.Settings;
import dev.factstream.schemas.run.RunState;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.schemas.wire.NewerSchemaException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running actor: takes the tickets of all open runs on its base model, answers each with the newest verified policy of its run, and
 * publishes the rollouts. Any number of actors can run side by side. Thread-safe.
 *
 * <p>One thread generates, one follows runs and adapters, two prepare tickets; and each lane of each run has one thread that owns
 * the locks of its tickets.
 */
public final class ActorService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ActorService.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(60);

    private final ActorSettings settings;
    private final TopicNames names;
    private final ActorClients clients;
    private final OutcomeWriter outcomes;
    private final LatestAdapters latest;
    private final AnsweringEngine engine;
    private final AdapterLoader loader;
    private final AdapterFeed feed;
    private final Map<String, RunLanes> lanes = new HashMap<>();
    private final List<RunLanes> ending = new ArrayList<>();
    private final Thread feedThread;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private volatile String upgrade;
    private boolean draining;

    private ActorService(Settings all, ActorSettings settings, VisionLanguageModel model) {
        this.settings = settings;
        names = CommonSettings.topicNames(all);
        clients = new ActorClients(new KafkaClients(all), settings);
        loader = new AdapterLoader(model);
        latest = new LatestAdapters();
        feed = new AdapterFeed(
                clients.clients(),
                settings.id() + "-adapters",
                names,
                loader,
                latest,
                new RunListener() {
                    @Override
                    public void opened(RunState run) {
                        begin(run);
                    }

                    @Override
                    public void ended(String runId) {
                        end(runId);
                    }
                },
                Clock.systemUTC());
        try {
            outcomes = new OutcomeWriter(new KafkaProducer<>(clients.producer()), names, this::fail);
            engine = new AnsweringEngine(
                    model, loader.baseHash(), latest, outcomes, PictureFetcher.of(all), settings, this::fail);
        } catch (RuntimeException e) {
            feed.close();
            throw e;
        }
        feedThread = new Thread(feed, settings.id() + "-adapters");
        feedThread.setUncaughtExceptionHandler((dead, cause) -> fail(cause));
    }

    /**
     * Starts an actor.
     *
     * @param model read only, not closed; several actors of a process may share it
     * @throws org.apache.kafka.common.KafkaException with a message of one line, if the cluster is not prepared
     * @throws dev.factstream.runtime.kafka.MissingTopicException if a topic does not exist
     */
    public static ActorService start(Settings settings, VisionLanguageModel model) {
        ActorSettings actor = settings.bind(ActorSettings.class);
        ActorService service = new ActorService(settings, actor, model);
        service.engine.start();
        service.feedThread.start();
        LOG.info("Actor {} serves {} with {} slots", actor.id(), model.folder(), actor.batchSize());
        return service;
    }

    /** Begins to take the tickets of a run. */
    private void begin(RunState run) {
        RunLanes started;
        try (Admin admin = Admin.create(clients.admin())) {
            ActorShareGroup group = new ActorShareGroup(admin, names, run.baseHash(), run.runId());
            started = new RunLanes(
                    clients,
                    settings,
                    group.name(),
                    names.prompts(),
                    new TicketSource(run.runId(), group.requirePrepared()),
                    engine::accept,
                    (dead, cause) -> fail(cause));
        }
        engine.begin(run.runId());
        synchronized (lanes) {
            lanes.put(run.runId(), started);
            started.start();
            if (draining) {
                started.drain();
            }
        }
        LOG.info("Actor {} takes tickets of run {}", settings.id(), run.runId());
    }

    /** Takes no more tickets of a run, and passes over those it holds. */
    private void end(String runId) {
        engine.end(runId);
        synchronized (lanes) {
            RunLanes ended = lanes.remove(runId);
            ended.drain();
            ending.removeIf(RunLanes::hasEnded);
            ending.add(ended);
        }
        LOG.info("Actor {} takes no more tickets of run {}", settings.id(), runId);
    }

    /** Stops taking tickets when the actor cannot follow its topics or write outcomes any more; other actors take them. */
    private void fail(Throwable cause) {
        Optional<NewerSchemaException> newer = NewerSchemaException.in(cause);
        if (newer.isPresent()) {
            upgrade = newer.get().getMessage();
            LOG.error("Actor {} takes no more tickets: {}", settings.id(), upgrade);
        } else if (failure.compareAndSet(null, cause)) {
            LOG.error("Actor {} failed and takes no more tickets", settings.id(), cause);
        }
        drain();
    }

    private void drain() {
        synchronized (lanes) {
            draining = true;
            lanes.values().forEach(RunLanes::drain);
        }
        engine.drain();
    }

    private List<RunLanes> allLanes() {
        synchronized (lanes) {
            List<RunLanes> all = new ArrayList<>(lanes.values());
            all.addAll(ending);
            return all;
        }
    }

    /** Returns the actor's current status. */
    public ActorStatus status() {
        ActorCounters counters = engine.counters();
        PolicyVersion version = engine.version();
        return new ActorStatus(
                settings.id(),
                version.number(),
                version.adapterHash(),
                engine.waiting(),
                counters.running(),
                counters.rollouts(),
                counters.tokens(),
                counters.generateSeconds(),
                counters.deadLetters(),
                counters.released(),
                counters.foreign(),
                allLanes().stream().mapToLong(RunLanes::renewals).sum(),
                feed.rejected(),
                counters.pauses(),
                engine.overdue(),
                pollOverdue(),
                Optional.ofNullable(failure.get()));
    }

    /** Returns why this actor takes no tickets although runs are open; empty otherwise. */
    public Optional<String> unserved() {
        return Optional.ofNullable(upgrade).or(feed::unserved);
    }

    private Duration pollOverdue() {
        return allLanes().stream()
                .map(RunLanes::overdue)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    /**
     * Finishes running generation, releases the other tickets, and stops. Closing again has no effect.
     *
     * @return whether the actor stopped in time; if not, the broker redelivers its tickets to others
     */
    public boolean close(Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        drain();
        feed.stop();
        try {
            boolean ended = join(feedThread, deadline);
            for (RunLanes run : allLanes()) {
                for (Thread lane : run.threads()) {
                    ended &= join(lane, deadline);
                }
            }
            ended &= engine.close(left(deadline));
            outcomes.close();
            latest.close();
            if (ended) {
                loader.close();
            }
            return ended;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static boolean join(Thread thread, long deadline) throws InterruptedException {
        thread.join(Math.max(1, left(deadline).toMillis()));
        if (thread.isAlive()) {
            thread.interrupt();
            return false;
        }
        return true;
    }

    private static Duration left(long deadline) {
        return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
    }

    /** As {@link #close(Duration)}, with a timeout of one minute. */
    @Override
    public void close() {
        if (!close(CLOSE_TIMEOUT)) {
            LOG.warn("Actor {} did not finish within {}", settings.id(), CLOSE_TIMEOUT);
        }
    }
}

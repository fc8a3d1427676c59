package dev.factstream.actor.service;

import dev.factstream.actor.adapter.AdapterFeed;
import dev.factstream.actor.adapter.AdapterLoader;
import dev.factstream.actor.adapter.LatestAdapter;
import dev.factstream.actor.adapter.PolicyVersion;
import dev.factstream.actor.answer.ActorCounters;
import dev.factstream.actor.answer.AnsweringEngine;
import dev.factstream.actor.lease.ShareGroup;
import dev.factstream.actor.lease.TicketLoop;
import dev.factstream.actor.outcome.OutcomeWriter;
import dev.factstream.actor.settings.ActorSettings;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.runtime.kafka.TopicFollower;
import dev.factstream.runtime.settings.CommonSettings;
import dev.factstream.runtime.settings.Settings;
import dev.factstream.schemas.topics.TopicNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running actor: takes tickets, answers them with the newest verified policy, and publishes the rollouts. Any number of
 * actors can run side by side. Thread-safe.
 *
 * <p>One thread generates, one follows the adapters, two prepare tickets; and each lane has one thread that owns the locks of its
 * tickets.
 */
public final class ActorService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ActorService.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(60);

    private final ActorSettings settings;
    private final OutcomeWriter outcomes;
    private final LatestAdapter latestAdapter;
    private final AnsweringEngine engine;
    private final AdapterLoader loader;
    private final AdapterFeed feed;
    private final List<TicketLoop> lanes = new ArrayList<>();
    private final Thread feedThread;
    private final List<Thread> laneThreads = new ArrayList<>();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    private ActorService(Settings all, ActorSettings settings, VisionLanguageModel model, ShareGroup group) {
        this.settings = settings;
        TopicNames names = CommonSettings.topicNames(all);
        ActorClients clients = new ActorClients(new KafkaClients(all), settings, names);
        outcomes = new OutcomeWriter(new KafkaProducer<>(clients.producer()), names);
        latestAdapter = new LatestAdapter();
        engine = new AnsweringEngine(model, latestAdapter, outcomes, settings, group.deliveryLimit(), this::fail);
        loader = new AdapterLoader(model);
        feed = new AdapterFeed(
                new TopicFollower(clients.adapterConsumer()), names, settings.policyId(), loader, latestAdapter);
        feedThread = thread("adapters", feed);
        for (int slots : settings.slotsPerLane()) {
            int lane = lanes.size() + 1;
            TicketLoop loop = new TicketLoop(clients.ticketConsumer(lane, slots), names.prompts(), engine::accept);
            lanes.add(loop);
            laneThreads.add(thread("tickets-" + lane, loop));
        }
    }

    /**
     * Starts an actor.
     *
     * @param model read only, not closed; several actors of a process may share it
     * @throws org.apache.kafka.common.KafkaException with a message of one line, if the cluster is not prepared
     */
    public static ActorService start(Settings settings, VisionLanguageModel model) {
        ActorSettings actor = settings.bind(ActorSettings.class);
        ShareGroup group;
        try (Admin admin = Admin.create(new KafkaClients(settings).admin(actor.id() + "-admin"))) {
            group = ShareGroup.inspect(
                    admin, CommonSettings.topicNames(settings).actorsGroup());
        }
        ActorService service = new ActorService(settings, actor, model, group);
        service.engine.start();
        service.feedThread.start();
        service.laneThreads.forEach(Thread::start);
        LOG.info("Actor {} serves {} with {} slots", actor.id(), model.folder(), actor.batchSize());
        return service;
    }

    private Thread thread(String role, Runnable work) {
        Thread thread = new Thread(work, settings.id() + "-" + role);
        thread.setUncaughtExceptionHandler((dead, cause) -> fail(cause));
        return thread;
    }

    /** Stops taking tickets when the actor cannot follow its topics any more; other actors take them. */
    private void fail(Throwable cause) {
        if (failure.compareAndSet(null, cause)) {
            LOG.error("Actor {} failed and takes no more tickets", settings.id(), cause);
        }
        drain();
    }

    private void drain() {
        lanes.forEach(TicketLoop::drain);
        engine.drain();
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
                lanes.stream().mapToLong(TicketLoop::renewals).sum(),
                feed.rejected(),
                counters.pauses(),
                engine.overdue(),
                pollOverdue(),
                Optional.ofNullable(failure.get()).map(Throwable::toString));
    }

    private Duration pollOverdue() {
        return lanes.stream()
                .map(TicketLoop::overdue)
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
            for (Thread lane : laneThreads) {
                ended &= join(lane, deadline);
            }
            ended &= engine.close(left(deadline));
            outcomes.close();
            latestAdapter.close();
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

package dev.factstream.actor.service;

import dev.factstream.actor.adapter.AdapterFeed;
import dev.factstream.actor.adapter.AdapterLoader;
import dev.factstream.actor.adapter.AdapterShelf;
import dev.factstream.actor.adapter.PolicyVersion;
import dev.factstream.actor.answer.ActorCounters;
import dev.factstream.actor.answer.AnsweringEngine;
import dev.factstream.actor.lease.ShareGroup;
import dev.factstream.actor.lease.TicketLoop;
import dev.factstream.actor.outcome.OutcomeWriter;
import dev.factstream.actor.settings.ActorSettings;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.schemas.settings.CommonSettings;
import dev.factstream.schemas.settings.KafkaClients;
import dev.factstream.schemas.settings.Settings;
import dev.factstream.schemas.topics.TopicNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running actor: takes tickets, answers them with the newest verified policy, and publishes the rollouts. As many as
 * one likes work side by side. Thread-safe.
 *
 * <p>One thread generates, one follows the adapters, two make tickets ready; and each lane has one that owns the locks of its
 * tickets.
 */
public final class ActorService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ActorService.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(60);

    private final ActorSettings settings;
    private final OutcomeWriter outcomes;
    private final AdapterShelf shelf;
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
        shelf = new AdapterShelf();
        engine = new AnsweringEngine(model, shelf, outcomes, settings, group.deliveryLimit(), this::fail);
        loader = new AdapterLoader(model);
        feed = new AdapterFeed(
                new KafkaConsumer<>(clients.adapterConsumer()), names, settings.policyId(), loader, shelf);
        feedThread = thread("adapters", feed);
        for (int places : settings.places()) {
            int lane = lanes.size() + 1;
            TicketLoop loop = new TicketLoop(clients.ticketConsumer(lane, places), names.prompts(), engine::accept);
            lanes.add(loop);
            laneThreads.add(thread("tickets-" + lane, loop));
        }
    }

    /**
     * Starts an actor.
     *
     * @param model read only, not closed; several actors of a process may share it
     * @throws org.apache.kafka.common.KafkaException in one line, if the cluster is not prepared
     */
    public static ActorService start(Settings settings, VisionLanguageModel model) {
        ActorSettings actor = ActorSettings.from(settings);
        ShareGroup group;
        try (Admin admin = Admin.create(new KafkaClients(settings).admin(actor.id() + "-admin"))) {
            group = ShareGroup.inspect(
                    admin, CommonSettings.topicNames(settings).actorsGroup());
        }
        ActorService service = new ActorService(settings, actor, model, group);
        service.engine.start();
        service.feedThread.start();
        service.laneThreads.forEach(Thread::start);
        LOG.info("Actor {} serves {}, {} tickets at a time", actor.id(), model.folder(), actor.batchSize());
        return service;
    }

    private Thread thread(String role, Runnable work) {
        Thread thread = new Thread(work, settings.id() + "-" + role);
        thread.setUncaughtExceptionHandler((dead, cause) -> fail(cause));
        return thread;
    }

    /** An actor that cannot follow its topics any more stops taking tickets; the others have them. */
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

    /** What the actor is doing now. */
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
                feed.rejected(),
                counters.pauses(),
                engine.silence(),
                silenceOfLanes(),
                Optional.ofNullable(failure.get()).map(Throwable::toString));
    }

    private Duration silenceOfLanes() {
        return lanes.stream()
                .map(TicketLoop::silence)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    /**
     * Finishes what is being generated, gives back the other tickets, and stops. Closing again does nothing.
     *
     * @return whether all of it happened in time; if not, the broker gives the tickets to others
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
            shelf.close();
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

    /** As {@link #close(Duration)}, with a minute. */
    @Override
    public void close() {
        if (!close(CLOSE_TIMEOUT)) {
            LOG.warn("Actor {} did not finish within {}", settings.id(), CLOSE_TIMEOUT);
        }
    }
}

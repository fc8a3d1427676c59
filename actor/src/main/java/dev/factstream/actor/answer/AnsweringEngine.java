package dev.factstream.actor.answer;

import dev.factstream.actor.adapter.LatestAdapter;
import dev.factstream.actor.adapter.PolicyVersion;
import dev.factstream.actor.lease.TicketLease;
import dev.factstream.actor.outcome.OutcomeWriter;
import dev.factstream.actor.settings.ActorSettings;
import dev.factstream.actor.settings.SwapCacheMode;
import dev.factstream.model.checkpoint.TextConfig;
import dev.factstream.model.generate.Decoder;
import dev.factstream.model.generate.SequenceDecoder;
import dev.factstream.model.generate.SimulatedDecoder;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.runtime.health.Heartbeat;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Prepares tickets and generates their answers. Separate threads prepare tickets, so that a slow fetch of a picture delays neither
 * generation nor the renewal of locks; one thread generates. Thread-safe.
 */
public final class AnsweringEngine {
    private static final Logger LOG = LoggerFactory.getLogger(AnsweringEngine.class);
    private static final int PREPARING_THREADS = 2;

    private final ActorCounters counters = new ActorCounters();
    private final TicketQueue queue = new TicketQueue();
    private final WakeupSignal wakeup = new WakeupSignal();
    private final ExecutorService preparing;
    private final Set<Heartbeat> preparers = ConcurrentHashMap.newKeySet();
    private final TicketPreparer preparer;
    private final ServedPolicy policy;
    private final GenerationLoop loop;
    private final Thread thread;
    private volatile boolean draining;

    /**
     * @param model read only; several engines may share it
     * @param latestAdapter source of newer adapters
     * @param deliveryLimit number of deliveries at which a ticket becomes a dead letter
     * @param failed called with the reason if generation ends by itself; held tickets are released then
     * @throws dev.factstream.runtime.settings.SettingsException if the caches cannot hold one sequence of the model's maximum length
     */
    public AnsweringEngine(
            VisionLanguageModel model,
            LatestAdapter latestAdapter,
            OutcomeWriter outcomes,
            ActorSettings settings,
            int deliveryLimit,
            Consumer<Throwable> failed) {
        policy = new ServedPolicy(
                decoder(model, settings), latestAdapter, settings.swapCache() == SwapCacheMode.REBUILD, counters);
        preparer = new TicketPreparer(
                new TicketEncoder(model, settings.pictureBytes(), deliveryLimit), outcomes, counters);
        preparing =
                Executors.newFixedThreadPool(PREPARING_THREADS, task -> new Thread(task, settings.id() + "-prepare"));
        Clock clock = Clock.systemUTC();
        RolloutAssembler assembler = new RolloutAssembler(model.tokenizer(), settings.id());
        loop = new GenerationLoop(
                queue,
                wakeup,
                new SampleBatch(policy, counters),
                new RolloutSender(assembler, outcomes, counters, clock),
                counters,
                clock,
                settings.versionPatience(),
                failed);
        latestAdapter.onArrival(wakeup::signal);
        thread = new Thread(loop, settings.id() + "-generate");
    }

    private static SequenceDecoder decoder(VisionLanguageModel model, ActorSettings settings) {
        TextConfig text = model.config().text();
        if (settings.simulatedTime().isEmpty()) {
            return new Decoder(model, settings.decoderLimits(text), model.stopTokens());
        }
        LOG.warn(
                "{} SIMULATES generation: answers are random tokens, {} each",
                settings.id(),
                settings.simulatedTime().get());
        return new SimulatedDecoder(
                settings.batchSize(), settings.simulatedTime().get(), text.vocabSize());
    }

    /** Starts generation. */
    public void start() {
        thread.start();
    }

    /** Accepts tickets without blocking; each of them is settled eventually. */
    public void accept(List<TicketLease> tickets) {
        try {
            preparing.execute(() -> prepare(tickets));
        } catch (RejectedExecutionException e) {
            tickets.forEach(TicketLease::release); // closed
        }
    }

    private void prepare(List<TicketLease> tickets) {
        Heartbeat heartbeat = new Heartbeat();
        preparers.add(heartbeat);
        try {
            tickets.forEach(ticket -> {
                heartbeat.beat();
                prepare(ticket);
            });
        } finally {
            preparers.remove(heartbeat);
        }
        wakeup.signal();
    }

    private void prepare(TicketLease lease) {
        if (draining) {
            release(lease);
            return;
        }
        try {
            preparer.prepare(lease).filter(ticket -> !queue.put(ticket)).ifPresent(ticket -> release(lease));
        } catch (RuntimeException e) {
            LOG.error(
                    "A ticket at {}-{}@{} could not be prepared and is released",
                    lease.ticket().topic(),
                    lease.ticket().partition(),
                    lease.ticket().offset(),
                    e);
            release(lease);
        }
    }

    private void release(TicketLease lease) {
        counters.countReleased();
        lease.release();
    }

    /** Returns the policy version being served. */
    public PolicyVersion version() {
        return policy.version();
    }

    /** Returns the number of prepared tickets that have not started. */
    public int waiting() {
        return queue.size();
    }

    /** Returns how long the preparation of a ticket or the next decoding step has been overdue; zero without work. */
    public Duration overdue() {
        return Stream.concat(preparers.stream().map(Heartbeat::overdue), Stream.of(loop.overdue()))
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** Returns the actor's counters. */
    public ActorCounters counters() {
        return counters;
    }

    /** Releases tickets that have not started, now and later; running generation is finished. */
    public void drain() {
        draining = true;
        loop.drain();
    }

    /** Stops generation, releases held tickets, and frees the weights; returns whether that finished in time. */
    public boolean close(Duration timeout) throws InterruptedException {
        drain();
        preparing.shutdown();
        loop.stop();
        thread.join(Math.max(1, timeout.toMillis()));
        boolean ended = !thread.isAlive();
        if (ended) {
            policy.close();
        }
        return ended;
    }
}

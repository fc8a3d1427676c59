package dev.factstream.actor.answer;

import dev.factstream.actor.adapter.AdapterShelf;
import dev.factstream.actor.adapter.PolicyVersion;
import dev.factstream.actor.lease.TicketLease;
import dev.factstream.actor.outcome.OutcomeWriter;
import dev.factstream.actor.settings.ActorSettings;
import dev.factstream.actor.settings.SwapCache;
import dev.factstream.model.checkpoint.TextConfig;
import dev.factstream.model.generate.Decoder;
import dev.factstream.model.generate.Decoding;
import dev.factstream.model.generate.SimulatedDecoder;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.schemas.Pulse;
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
 * The generating side of an actor. Tickets are made ready on threads of their own, so that a picture that is slow to fetch
 * holds up neither generation nor the renewal of locks; one thread generates. Thread-safe.
 */
public final class AnsweringEngine {
    private static final Logger LOG = LoggerFactory.getLogger(AnsweringEngine.class);
    private static final int PREPARING_THREADS = 2;

    private final ActorCounters counters = new ActorCounters();
    private final TicketQueue queue = new TicketQueue();
    private final Bell bell = new Bell();
    private final ExecutorService preparing;
    private final Set<Pulse> reading = ConcurrentHashMap.newKeySet();
    private final TicketPreparer preparer;
    private final ServedPolicy policy;
    private final GenerationLoop loop;
    private final Thread thread;
    private volatile boolean draining;

    /**
     * @param model read only; several engines may share it
     * @param shelf where newer adapters will lie
     * @param deliveryLimit a ticket delivered that often becomes a dead letter
     * @param failed told why generation has ended by itself; what is in hand goes back then
     * @throws dev.factstream.schemas.settings.SettingsException if the caches may not hold what the model allows
     */
    public AnsweringEngine(
            VisionLanguageModel model,
            AdapterShelf shelf,
            OutcomeWriter outcomes,
            ActorSettings settings,
            int deliveryLimit,
            Consumer<Throwable> failed) {
        policy = new ServedPolicy(decoder(model, settings), shelf, settings.swapCache() == SwapCache.REBUILD, counters);
        preparer =
                new TicketPreparer(new TicketReader(model, settings.pictureBytes(), deliveryLimit), outcomes, counters);
        preparing =
                Executors.newFixedThreadPool(PREPARING_THREADS, task -> new Thread(task, settings.id() + "-prepare"));
        Clock clock = Clock.systemUTC();
        RolloutAssembler assembler = new RolloutAssembler(model.tokenizer(), settings.id());
        loop = new GenerationLoop(
                queue,
                bell,
                new Batch(policy, counters),
                new RolloutSender(assembler, outcomes, counters, clock),
                counters,
                clock,
                settings.versionPatience(),
                failed);
        shelf.onArrival(bell::ring);
        thread = new Thread(loop, settings.id() + "-generate");
    }

    private static Decoding decoder(VisionLanguageModel model, ActorSettings settings) {
        TextConfig text = model.config().text();
        if (settings.simulatedTime().isEmpty()) {
            return new Decoder(model, settings.decoderLimits(text), model.stopTokens());
        }
        LOG.warn(
                "{} PRETENDS to generate: answers are random tokens, {} each",
                settings.id(),
                settings.simulatedTime().get());
        return new SimulatedDecoder(
                settings.batchSize(), settings.simulatedTime().get(), text.vocabSize());
    }

    /** Begins to generate. */
    public void start() {
        thread.start();
    }

    /** Takes tickets and returns at once; each will be settled. */
    public void accept(List<TicketLease> tickets) {
        try {
            preparing.execute(() -> prepare(tickets));
        } catch (RejectedExecutionException e) {
            tickets.forEach(TicketLease::release); // closed
        }
    }

    private void prepare(List<TicketLease> tickets) {
        Pulse pulse = new Pulse();
        reading.add(pulse);
        try {
            tickets.forEach(ticket -> {
                pulse.beat();
                prepare(ticket);
            });
        } finally {
            reading.remove(pulse);
        }
        bell.ring();
    }

    private void prepare(TicketLease lease) {
        if (draining) {
            giveBack(lease);
            return;
        }
        try {
            preparer.prepare(lease).filter(ticket -> !queue.put(ticket)).ifPresent(ticket -> giveBack(lease));
        } catch (RuntimeException e) {
            LOG.error(
                    "A ticket at {}-{}@{} could not be made ready and goes back",
                    lease.ticket().topic(),
                    lease.ticket().partition(),
                    lease.ticket().offset(),
                    e);
            giveBack(lease);
        }
    }

    private void giveBack(TicketLease lease) {
        counters.countReleased();
        lease.release();
    }

    /** The policy version being served. */
    public PolicyVersion version() {
        return policy.version();
    }

    /** Tickets that are ready and have not begun. */
    public int waiting() {
        return queue.size();
    }

    /** Since when a ticket that is read, or those that are being answered, have been at the same point; zero without any. */
    public Duration silence() {
        return Stream.concat(reading.stream().map(Pulse::silence), Stream.of(loop.silence()))
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** What has been done so far. */
    public ActorCounters counters() {
        return counters;
    }

    /** From now on tickets that have not begun are given back; what is being generated is finished. */
    public void drain() {
        draining = true;
        loop.drain();
    }

    /** Ends generation, giving back what is in hand, and frees the weights if that came in time. */
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

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
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Prepares tickets and generates their answers: a {@link PreparationPool} prepares, one thread generates. Thread-safe. */
public final class AnsweringEngine {
    private static final Logger LOG = LoggerFactory.getLogger(AnsweringEngine.class);

    private final ActorCounters counters = new ActorCounters();
    private final TicketQueue queue = new TicketQueue();
    private final WakeupSignal wakeup = new WakeupSignal();
    private final PreparationPool preparation;
    private final ServedPolicy policy;
    private final GenerationLoop loop;
    private final Thread thread;

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
        FailedTickets failedTickets = new FailedTickets(outcomes, counters);
        TicketPreparer preparer =
                new TicketPreparer(new TicketEncoder(model, settings.pictureBytes(), deliveryLimit), failedTickets);
        preparation = new PreparationPool(settings.id(), preparer::prepare, queue, wakeup, failedTickets);
        Clock clock = Clock.systemUTC();
        RolloutAssembler assembler = new RolloutAssembler(model.tokenizer(), settings.id());
        loop = new GenerationLoop(
                queue,
                wakeup,
                new SampleBatch(policy, counters),
                new RolloutSender(assembler, outcomes, counters, clock),
                failedTickets,
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
        preparation.accept(tickets);
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
        Duration preparing = preparation.overdue();
        Duration generating = loop.overdue();
        return preparing.compareTo(generating) > 0 ? preparing : generating;
    }

    /** Returns the actor's counters. */
    public ActorCounters counters() {
        return counters;
    }

    /** Releases tickets that have not started, now and later; running generation is finished. */
    public void drain() {
        preparation.drain();
        loop.drain();
    }

    /** Stops generation, releases held tickets, and frees the weights; returns whether that finished in time. */
    public boolean close(Duration timeout) throws InterruptedException {
        drain();
        preparation.close();
        loop.stop();
        thread.join(Math.max(1, timeout.toMillis()));
        boolean ended = !thread.isAlive();
        if (ended) {
            policy.close();
        }
        return ended;
    }
}

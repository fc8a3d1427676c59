package dev.factstream.actor.answer;

import dev.factstream.actor.adapter.LatestAdapters;
import dev.factstream.actor.adapter.PolicyVersion;
import dev.factstream.actor.adapter.ServedPolicies;
import dev.factstream.actor.lease.TicketLease;
import dev.factstream.actor.lease.TicketSource;
import dev.factstream.actor.outcome.OutcomeWriter;
import dev.factstream.actor.settings.ActorSettings;
import dev.factstream.actor.settings.SwapCacheMode;
import dev.factstream.model.checkpoint.TextConfig;
import dev.factstream.model.generate.Decoder;
import dev.factstream.model.generate.SequenceDecoder;
import dev.factstream.model.generate.SimulatedDecoder;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.runtime.pictures.PictureFetcher;
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
    private final PictureFetcher pictures;
    private final PreparationPool preparation;
    private final ServedPolicies policies;
    private final GenerationLoop loop;
    private final Thread thread;

    /**
     * @param model read only; several engines may share it
     * @param baseHash of the model
     * @param latest source of newer adapters
     * @param pictures fetches the pictures of tickets; closed with the engine
     * @param failed called with the reason if generation ends by itself, or a newer build wrote a ticket; held tickets are released then
     * @throws dev.factstream.runtime.settings.SettingsException if the caches cannot hold one sequence of the model's maximum length
     */
    public AnsweringEngine(
            VisionLanguageModel model,
            String baseHash,
            LatestAdapters latest,
            OutcomeWriter outcomes,
            PictureFetcher pictures,
            ActorSettings settings,
            Consumer<Throwable> failed) {
        this.pictures = pictures;
        policies = new ServedPolicies(
                decoder(model, settings),
                latest,
                settings.weightBytes(),
                settings.swapCache() == SwapCacheMode.REBUILD);
        FailedTickets failedTickets = new FailedTickets(outcomes, counters);
        TicketPreparer preparer = new TicketPreparer(
                new TicketEncoder(model, baseHash, pictures, settings.pictureBytes()), failedTickets);
        preparation = new PreparationPool(settings.id(), preparer, queue, wakeup, failedTickets, failed);
        Clock clock = Clock.systemUTC();
        RolloutAssembler assembler = new RolloutAssembler(model.tokenizer(), settings.id());
        loop = new GenerationLoop(
                queue,
                wakeup,
                new SampleBatch(policies, counters),
                new PlaceShares(settings.batchSize(), System::nanoTime),
                new RolloutSender(assembler, outcomes, failedTickets, counters, clock),
                failedTickets,
                clock,
                settings.versionPatience(),
                failed);
        latest.onArrival(wakeup::signal);
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

    /** Answers the tickets of a run from now on. */
    public void begin(String runId) {
        loop.begin(runId);
    }

    /** Passes over the tickets of a run from now on; its running sequences are finished. */
    public void end(String runId) {
        loop.end(runId);
    }

    /** Accepts tickets without blocking; each of them is settled eventually. */
    public void accept(TicketSource source, List<TicketLease> tickets) {
        preparation.accept(source, tickets);
    }

    /** Returns the policy version that was taken up last, of whichever run. */
    public PolicyVersion version() {
        return policies.newest();
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
        pictures.close();
        boolean ended = !thread.isAlive();
        if (ended) {
            policies.close();
        }
        return ended;
    }
}

package dev.factstream.actor.answer;

import dev.factstream.actor.adapter.AdapterShelf;
import dev.factstream.actor.adapter.ServedAdapter;
import dev.factstream.actor.lease.TicketLease;
import dev.factstream.actor.outcome.OutcomeWriter;
import dev.factstream.actor.settings.ActorSettings;
import dev.factstream.model.generate.Generator;
import dev.factstream.model.network.VisionLanguageModel;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The generating side of an actor: one thread that answers the rounds of tickets it is given. Thread-safe. */
public final class AnsweringEngine {
    private static final Logger LOG = LoggerFactory.getLogger(AnsweringEngine.class);

    private final ActorCounters counters = new ActorCounters();
    private final ExecutorService thread;
    private final ServedPolicy policy;
    private final TicketWorker worker;

    /**
     * @param model read only; several engines may share it
     * @param shelf where newer adapters will lie
     * @param deliveryLimit a ticket delivered that often becomes a dead letter
     */
    public AnsweringEngine(
            VisionLanguageModel model,
            AdapterShelf shelf,
            OutcomeWriter outcomes,
            ActorSettings settings,
            int deliveryLimit) {
        thread = Executors.newSingleThreadExecutor(task -> new Thread(task, settings.id() + "-generate"));
        policy = new ServedPolicy(new Generator(model, settings.batchSize(), model.stopTokens()), shelf);
        RolloutAssembler assembler = new RolloutAssembler(model.tokenizer(), settings.id());
        worker = new TicketWorker(
                new TicketReader(model, deliveryLimit),
                policy,
                new Answerer(policy, assembler, outcomes, counters, Clock.systemUTC()),
                outcomes,
                counters,
                settings.versionPatience());
    }

    /** Takes a round of tickets and returns at once; each will be settled. */
    public void accept(List<TicketLease> tickets) {
        thread.execute(() -> {
            try {
                worker.work(tickets);
            } catch (RuntimeException | Error e) {
                LOG.error("A round of {} tickets failed; those without an outcome go back", tickets.size(), e);
                tickets.forEach(TicketLease::release);
            }
        });
    }

    /** The policy version being served. */
    public ServedAdapter adapter() {
        return policy.adapter();
    }

    /** Since when the round in work has been at the same point; zero when there is none. */
    public Duration silence() {
        return worker.silence();
    }

    /** What has been done so far. */
    public ActorCounters counters() {
        return counters;
    }

    /** From now on tickets that have not begun are given back; what is being generated is finished. */
    public void drain() {
        worker.drain();
    }

    /** Waits for what is being generated, and frees the weights if it ended in time. */
    public boolean close(Duration timeout) throws InterruptedException {
        drain();
        thread.shutdown();
        boolean ended = thread.awaitTermination(timeout.toMillis(), TimeUnit.MILLISECONDS);
        if (ended) {
            policy.close();
        }
        return ended;
    }
}

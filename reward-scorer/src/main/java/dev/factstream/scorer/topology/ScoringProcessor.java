package dev.factstream.scorer.topology;

import dev.factstream.schemas.rollout.Rollout;
import dev.factstream.schemas.wire.Codecs;
import dev.factstream.schemas.wire.HeaderText;
import dev.factstream.schemas.wire.MalformedRecordException;
import dev.factstream.scorer.settings.ScorerSettings;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives every rollout exactly one outcome: scored, or dead with a reason. A rollout whose facts are present joins the micro-batch;
 * otherwise it is parked and retried periodically. Both are kept in state stores and never in fields alone, so a crash loses
 * nothing: rollouts in flight at the reward model leave the store together with their outcome.
 */
final class ScoringProcessor implements Processor<byte[], byte[], byte[], byte[]> {
    private static final Logger LOG = LoggerFactory.getLogger(ScoringProcessor.class);

    /** Two, so that the reward model has its next batch ready when one is done. */
    private static final int MAX_IN_FLIGHT = 2;

    private final ScorerSettings settings;
    private final BatchScoring scoring;
    private final Supplier<TransactionTimeBudget> budget;
    private final ScorerCounters counters;
    private final Deque<InFlightBatch> inFlight = new ArrayDeque<>();

    private ProcessorContext<byte[], byte[]> context;
    private FactsTable facts;
    private OutcomeStore outcomes;
    private OutcomeEmitter emitter;
    private MicroBatchQueue batch;
    private ParkedRollouts parked;

    /** @param budget supplies the time budget of the calling thread */
    ScoringProcessor(
            ScorerSettings settings,
            BatchScoring scoring,
            Supplier<TransactionTimeBudget> budget,
            ScorerCounters counters) {
        this.settings = settings;
        this.scoring = scoring;
        this.budget = budget;
        this.counters = counters;
    }

    /** Streams calls this again when it revives a task. Batches that were in flight are still in the store and are started again. */
    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        this.context = context;
        inFlight.clear();
        facts = new FactsTable(context.getStateStore(ScorerTopology.FACTS_STORE));
        outcomes = new OutcomeStore(context.getStateStore(ScorerTopology.OUTCOMES_STORE), settings.identityRetention());
        emitter = new OutcomeEmitter(context, outcomes, counters);
        batch = new MicroBatchQueue(context.getStateStore(ScorerTopology.BATCH_STORE));
        parked = new ParkedRollouts(context.getStateStore(ScorerTopology.PARKED_STORE));
        context.schedule(settings.factsRetry(), PunctuationType.WALL_CLOCK_TIME, this::retryParked);
        context.schedule(settings.lingerCheckInterval(), PunctuationType.WALL_CLOCK_TIME, this::flushIfDue);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        PendingRollout source =
                PendingRollout.of(record, context.recordMetadata().orElseThrow(), context.currentSystemTimeMs());
        Optional<String> excess = source.record().excess();
        if (excess.isPresent()) {
            emitter.sendToDeadLetters(source, Optional.empty(), excess.get());
            return;
        }
        try {
            acceptIfNew(Codecs.ROLLOUTS.decode(record.value()), source);
        } catch (MalformedRecordException e) {
            emitter.sendToDeadLetters(source, Optional.empty(), e.getMessage());
        }
        try {
            advance();
            waitForCapacity();
        } catch (KafkaException e) {
            throw e;
        } catch (RuntimeException e) { // a failure with other rollouts, for which this record must not die
            throw new StreamsException("A batch of rollouts could not be scored", e);
        }
    }

    private void acceptIfNew(Rollout rollout, PendingRollout source) {
        String id = rollout.rolloutId();
        if (hasOutcome(id, source) || parked.contains(id)) {
            counters.countDuplicate();
            LOG.info(
                    "Ignored duplicate rollout {} at {}-{}@{}",
                    id,
                    source.topic(),
                    source.partition(),
                    source.offset());
            return;
        }
        try {
            enqueue(rollout, source);
        } catch (FactsMissingException e) {
            parked.add(id, rollout.question().promptId(), source);
            counters.countParked();
            LOG.info("Rollout {} waits for facts: {}", id, e.getMessage());
        }
    }

    /** A retried rollout may be scored although it is dead, but only once, like any other. */
    private boolean hasOutcome(String id, PendingRollout source) {
        return HeaderText.get(source.headers(), HeaderText.RETRY_OF).isPresent()
                ? outcomes.containsScored(id, source.timestamp())
                : outcomes.contains(id, source.timestamp());
    }

    private void retryParked(long nowMillis) {
        long deadline = nowMillis - settings.factsPatience().toMillis();
        parked.retry(facts, deadline, source -> tryResolve(source, nowMillis));
        advance();
    }

    /** Returns the prompt whose facts a parked rollout still waits for; empty text if it has an outcome. */
    private String tryResolve(PendingRollout source, long nowMillis) {
        Rollout rollout;
        try {
            rollout = Codecs.ROLLOUTS.decode(source.value());
        } catch (MalformedRecordException e) { // an earlier build could read it
            emitter.sendToDeadLetters(source, Optional.empty(), e.getMessage());
            return "";
        }
        try {
            enqueue(rollout, source);
        } catch (FactsMissingException e) {
            long waited = nowMillis - source.arrivedAtMillis();
            if (waited < settings.factsPatience().toMillis()) {
                return rollout.question().promptId();
            }
            emitter.sendToDeadLetters(source, Optional.of(rollout), e.getMessage() + " after " + waited + " ms");
        }
        return "";
    }

    /** Adds a rollout to the batch. It is published with this transaction or a later one, so its id counts as scored from now on. */
    private void enqueue(Rollout rollout, PendingRollout source) throws FactsMissingException {
        Optional<String> problem = NonFiniteValues.in(rollout);
        if (problem.isPresent()) {
            emitter.sendToDeadLetters(source, Optional.of(rollout), problem.get());
            return;
        }
        facts.of(rollout.question().promptId());
        batch.add(source);
        outcomes.addScored(rollout.rolloutId(), source.timestamp());
    }

    private void flushIfDue(long nowMillis) {
        budget.get().onPunctuation(this);
        advance();
        if (inFlight.size() < MAX_IN_FLIGHT && batch.isDue(nowMillis, settings.batchLinger())) {
            startBatch();
        }
    }

    /** Publishes finished batches and starts full ones. */
    private void advance() {
        publishFinished();
        while (inFlight.size() < MAX_IN_FLIGHT && batch.waiting() >= settings.batchSize()) {
            startBatch();
        }
    }

    private void startBatch() {
        inFlight.add(scoring.submit(batch.startNext(settings.batchSize()), facts));
        publishFinished(); // without a reward model the batch is finished already
    }

    private void publishFinished() {
        while (!inFlight.isEmpty() && inFlight.element().isDone()) {
            InFlightBatch finished = inFlight.remove();
            scoring.publish(finished, emitter, context.currentSystemTimeMs());
            batch.finish(finished.size());
            counters.countBatch();
        }
    }

    /** Waits while the store holds another full batch besides those in flight, as long as the time budget allows. */
    private void waitForCapacity() {
        while (batch.waiting() >= settings.batchSize() && budget.get().remainingNanos() > 0) {
            budget.get().spend(inFlight.element()::await);
            advance();
        }
    }
}

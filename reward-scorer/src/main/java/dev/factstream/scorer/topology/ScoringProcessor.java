package dev.factstream.scorer.topology;

import dev.factstream.schemas.deadletter.SourceRecord;
import dev.factstream.schemas.rollout.Rollout;
import dev.factstream.schemas.wire.Codecs;
import dev.factstream.schemas.wire.HeaderText;
import dev.factstream.schemas.wire.MalformedRecordException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives every rollout its one outcome: scored, or dead with a reason. A rollout whose facts are there joins the micro-batch; one
 * whose facts are not there yet waits and is tried again by the clock. Both wait in state stores and nothing in fields alone, so a
 * crash loses nothing: what the reward model reads, beside this thread, leaves the store together with its outcome.
 */
final class ScoringProcessor implements Processor<byte[], byte[], byte[], byte[]> {
    private static final Logger LOG = LoggerFactory.getLogger(ScoringProcessor.class);

    /** The reward model finds its next batch ready when one is done. */
    private static final int MOST_UNDER_WAY = 2;

    private final Waiting waiting;
    private final BatchScoring scoring;
    private final Supplier<WaitingTime> time;
    private final ScorerCounters counters;
    private final Deque<Judging> underWay = new ArrayDeque<>();

    private ProcessorContext<byte[], byte[]> context;
    private FactsTable facts;
    private Outcomes outcomes;
    private Outlet outlet;
    private MicroBatch batch;
    private KeyValueStore<String, byte[]> parked;

    /** @param time gives the one of the calling thread */
    ScoringProcessor(Waiting waiting, BatchScoring scoring, Supplier<WaitingTime> time, ScorerCounters counters) {
        this.waiting = waiting;
        this.scoring = scoring;
        this.time = time;
        this.counters = counters;
    }

    /** Streams calls it again when it revives a task; what was under way then is in the store still, and is begun again from there. */
    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        this.context = context;
        underWay.clear();
        facts = new FactsTable(context.getStateStore(ScorerTopology.FACTS_STORE));
        outcomes = new Outcomes(context.getStateStore(ScorerTopology.OUTCOMES_STORE), waiting.retention());
        outlet = new Outlet(context, outcomes, counters);
        batch = new MicroBatch(context.getStateStore(ScorerTopology.BATCH_STORE));
        parked = context.getStateStore(ScorerTopology.PARKED_STORE);
        context.schedule(waiting.retry(), PunctuationType.WALL_CLOCK_TIME, this::retryParked);
        context.schedule(waiting.look(), PunctuationType.WALL_CLOCK_TIME, this::flushIfDue);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        ParkedRollout source =
                ParkedRollout.of(record, context.recordMetadata().orElseThrow(), context.currentSystemTimeMs());
        if (source.record().isOversized()) {
            outlet.bury(
                    source,
                    Optional.empty(),
                    "the record has " + source.record().bytes() + " bytes, more than the " + SourceRecord.MOST_BYTES
                            + " that can be passed on");
            return;
        }
        try {
            takeFirst(Codecs.ROLLOUTS.decode(record.value()), source);
        } catch (MalformedRecordException e) {
            outlet.bury(source, Optional.empty(), e.getMessage());
        }
        advance();
        waitForRoom();
    }

    private void takeFirst(Rollout rollout, ParkedRollout source) {
        String id = rollout.rolloutId();
        if (hasOutcome(id, source) || parked.get(id) != null) {
            counters.countDuplicate();
            LOG.info(
                    "Ignored a second rollout {} at {}-{}@{}", id, source.topic(), source.partition(), source.offset());
            return;
        }
        try {
            take(rollout, source);
        } catch (FactsMissingException e) {
            parked.put(id, source.toBytes());
            counters.countParked();
            LOG.info("Rollout {} waits: {}", id, e.getMessage());
        }
    }

    /** A rollout that somebody retries may be scored though it is dead; but once only, as any other. */
    private boolean hasOutcome(String id, ParkedRollout source) {
        return HeaderText.get(source.headers(), HeaderText.RETRY_OF).isPresent()
                ? outcomes.containsScored(id, source.timestamp())
                : outcomes.contains(id, source.timestamp());
    }

    private void retryParked(long nowMillis) {
        try (KeyValueIterator<String, byte[]> waitingRollouts = parked.all()) {
            while (waitingRollouts.hasNext()) {
                KeyValue<String, byte[]> entry = waitingRollouts.next();
                if (takenLater(ParkedRollout.fromBytes(entry.value), nowMillis)) {
                    parked.delete(entry.key);
                }
            }
        }
        advance();
    }

    private boolean takenLater(ParkedRollout source, long nowMillis) {
        Rollout rollout = Codecs.ROLLOUTS.decode(source.value());
        try {
            take(rollout, source);
            return true;
        } catch (FactsMissingException e) {
            long waited = nowMillis - source.arrivedAtMillis();
            if (waited < waiting.patience().toMillis()) {
                return false;
            }
            outlet.bury(source, Optional.of(rollout), e.getMessage() + " after " + waited + " ms");
            return true;
        }
    }

    /** Into the batch; from there it goes out with the same transaction or a later one, so its id is spoken for from now on. */
    private void take(Rollout rollout, ParkedRollout source) throws FactsMissingException {
        Optional<String> complaint = NonFinite.in(rollout);
        if (complaint.isPresent()) {
            outlet.bury(source, Optional.of(rollout), complaint.get());
            return;
        }
        facts.of(rollout.question().promptId());
        batch.add(source);
        outcomes.addScored(rollout.rolloutId(), source.timestamp());
    }

    private void flushIfDue(long nowMillis) {
        time.get().punctuated(this);
        advance();
        if (underWay.size() < MOST_UNDER_WAY && batch.isDue(nowMillis, waiting.linger())) {
            begin();
        }
    }

    /** Publishes what is judged, and gives the reward model what is full. */
    private void advance() {
        publishJudged();
        while (underWay.size() < MOST_UNDER_WAY && batch.waiting() >= waiting.batchSize()) {
            begin();
        }
    }

    private void begin() {
        underWay.add(scoring.begin(batch.begin(waiting.batchSize()), facts));
        publishJudged(); // without a reward model it already is
    }

    private void publishJudged() {
        while (!underWay.isEmpty() && underWay.element().isDone()) {
            Judging judged = underWay.remove();
            scoring.publish(judged, outlet, context.currentSystemTimeMs());
            batch.finish(judged.size());
            counters.countBatch();
        }
    }

    /** Lets no more into the store than another full batch behind those under way, as long as there is time to wait. */
    private void waitForRoom() {
        while (batch.waiting() >= waiting.batchSize() && time.get().left() > 0) {
            time.get().spend(underWay.element()::await);
            advance();
        }
    }
}

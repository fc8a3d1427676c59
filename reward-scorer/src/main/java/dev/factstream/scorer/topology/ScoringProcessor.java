package dev.factstream.scorer.topology;

import dev.factstream.schemas.deadletter.DeadLetter;
import dev.factstream.schemas.deadletter.DeadLetters;
import dev.factstream.schemas.rollout.Rollout;
import dev.factstream.schemas.rollout.ScoredRollout;
import dev.factstream.schemas.wire.Codecs;
import dev.factstream.schemas.wire.HeaderText;
import dev.factstream.schemas.wire.Keys;
import dev.factstream.schemas.wire.MalformedRecordException;
import dev.factstream.scorer.reward.SymbolicRewards;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
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
 * Gives every rollout its one outcome: scored, or dead with a reason. A rollout whose facts are not there yet waits in a
 * state store and is tried again by the clock. Nothing is kept in fields, so a crash loses nothing.
 */
final class ScoringProcessor implements Processor<byte[], byte[], byte[], byte[]> {
    private static final Logger LOG = LoggerFactory.getLogger(ScoringProcessor.class);
    private static final String STAGE = "scorer";

    private final SymbolicRewards rewards;
    private final Waiting waiting;
    private final ScorerCounters counters;

    private ProcessorContext<byte[], byte[]> context;
    private FactsTable facts;
    private Outcomes outcomes;
    private KeyValueStore<String, byte[]> parked;

    /** How long rollouts wait for facts, how often they are tried, how long outcomes are remembered. */
    record Waiting(Duration patience, Duration retry, Duration identityRetention) {}

    ScoringProcessor(SymbolicRewards rewards, Waiting waiting, ScorerCounters counters) {
        this.rewards = rewards;
        this.waiting = waiting;
        this.counters = counters;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        this.context = context;
        facts = new FactsTable(context.getStateStore(ScorerTopology.FACTS_STORE));
        outcomes = new Outcomes(context.getStateStore(ScorerTopology.OUTCOMES_STORE), waiting.identityRetention());
        parked = context.getStateStore(ScorerTopology.PARKED_STORE);
        context.schedule(waiting.retry(), PunctuationType.WALL_CLOCK_TIME, this::retryParked);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        ParkedRollout source =
                ParkedRollout.of(record, context.recordMetadata().orElseThrow(), context.currentSystemTimeMs());
        try {
            settleFirst(Codecs.ROLLOUTS.decode(record.value()), source);
        } catch (MalformedRecordException e) {
            bury(source, Optional.empty(), e.getMessage());
        }
    }

    private void settleFirst(Rollout rollout, ParkedRollout source) {
        String id = rollout.rolloutId();
        if (outcomes.contains(id, source.timestamp()) || parked.get(id) != null) {
            counters.countDuplicate();
            LOG.info(
                    "Ignored a second rollout {} at {}-{}@{}", id, source.topic(), source.partition(), source.offset());
            return;
        }
        try {
            settle(rollout, source);
        } catch (FactsMissingException e) {
            parked.put(id, source.toBytes());
            counters.countParked();
            LOG.info("Rollout {} waits: {}", id, e.getMessage());
        }
    }

    private void retryParked(long nowMillis) {
        try (KeyValueIterator<String, byte[]> waitingRollouts = parked.all()) {
            while (waitingRollouts.hasNext()) {
                KeyValue<String, byte[]> entry = waitingRollouts.next();
                if (settledLater(ParkedRollout.fromBytes(entry.value), nowMillis)) {
                    parked.delete(entry.key);
                }
            }
        }
    }

    private boolean settledLater(ParkedRollout source, long nowMillis) {
        Rollout rollout = Codecs.ROLLOUTS.decode(source.value());
        try {
            settle(rollout, source);
            return true;
        } catch (FactsMissingException e) {
            long waited = nowMillis - source.arrivedAtMillis();
            if (waited < waiting.patience().toMillis()) {
                return false;
            }
            bury(source, Optional.of(rollout), e.getMessage() + " after " + waited + " ms");
            return true;
        }
    }

    private void settle(Rollout rollout, ParkedRollout source) throws FactsMissingException {
        Optional<String> complaint = NonFinite.in(rollout);
        if (complaint.isPresent()) {
            bury(source, Optional.of(rollout), complaint.get());
            return;
        }
        ScoredRollout scored =
                rewards.score(rollout, facts.of(rollout.question().promptId()), context.currentSystemTimeMs());
        NonFinite.in(scored)
                .ifPresentOrElse(what -> bury(source, Optional.of(rollout), what), () -> publish(scored, source));
    }

    private void publish(ScoredRollout scored, ParkedRollout source) {
        Rollout rollout = scored.rollout();
        Headers headers = new RecordHeaders();
        HeaderText.put(headers, HeaderText.TICKET_ID, rollout.ticketId());
        HeaderText.put(headers, HeaderText.ROLLOUT_ID, rollout.rolloutId());
        HeaderText.put(headers, HeaderText.RUN_ID, rollout.runId());
        HeaderText.put(headers, HeaderText.POLICY_VERSION, Integer.toString(rollout.oldestVersion()));
        byte[] key = Keys.bytes(rollout.question().promptId());
        context.forward(
                new Record<>(key, Codecs.SCORED.encode(scored), source.timestamp(), headers),
                ScorerTopology.SCORED_SINK);
        outcomes.add(rollout.rolloutId(), source.timestamp());
        counters.countScored();
    }

    private void bury(ParkedRollout source, Optional<Rollout> rollout, String reason) {
        DeadLetter why = new DeadLetter(
                STAGE,
                reason,
                rollout.map(Rollout::ticketId).or(() -> HeaderText.get(source.headers(), HeaderText.TICKET_ID)),
                rollout.map(Rollout::rolloutId).or(() -> HeaderText.get(source.headers(), HeaderText.ROLLOUT_ID)));
        Headers headers =
                DeadLetters.headers(source.headers(), source.topic(), source.partition(), source.offset(), why);
        context.forward(
                new Record<>(source.key(), source.value(), source.timestamp(), headers), ScorerTopology.DEAD_SINK);
        rollout.ifPresent(known -> outcomes.add(known.rolloutId(), source.timestamp()));
        counters.countDead();
        LOG.warn("Dead letter at {}-{}@{}: {}", source.topic(), source.partition(), source.offset(), reason);
    }
}

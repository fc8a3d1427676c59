package dev.factstream.scorer.topology;

import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.scorer.reward.RewardFunction;
import dev.factstream.scorer.scores.ScoringModel;
import dev.factstream.scorer.settings.ScorerSettings;
import java.time.Duration;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;

/**
 * The scoring topology: joins rollouts with the facts of the same promptId, which are in the same partition.
 *
 * <pre>
 * facts ────→ [facts store] ─┐
 * rollouts ─→ score ─────────┴─→ scored-rollouts
 *               │  [outcomes] [parked] [batch]
 *               └──────────────→ dead-letters
 * </pre>
 *
 * Values are passed as bytes and decoded in the processor, because an undecodable record must become a dead letter and not an
 * exception. The facts topic is its own changelog, so nothing is stored twice. The batch store is small and always drained, so it is
 * in memory; its cache keeps entries that came and went between two commits out of the changelog.
 */
public final class ScorerTopology {
    static final String FACTS_STORE = "facts";
    static final String OUTCOMES_STORE = "outcomes";
    static final String PARKED_STORE = "parked";
    static final String BATCH_STORE = "batch";
    static final String SCORED_SINK = "scored";
    static final String DEAD_SINK = "dead";
    private static final String SCORE = "score";

    private ScorerTopology() {}

    /**
     * @param scores shared by the processors of all threads; the caller closes it
     * @param counters count the work of the processors of all threads
     */
    public static Topology build(
            TopicNames names, ScorerSettings settings, ScoringModel scores, ScorerCounters counters) {
        BatchScoring scoring = new BatchScoring(scores, new RewardFunction(settings.profile(), scores.modelId()));
        ThreadLocal<TransactionTimeBudget> time = ThreadLocal.withInitial(
                () -> new TransactionTimeBudget(settings.transactionTimeout(), System::nanoTime));
        ByteArrayDeserializer in = new ByteArrayDeserializer();
        ByteArraySerializer out = new ByteArraySerializer();
        return new Topology()
                .addSource("rollouts", in, in, names.rollouts())
                .addProcessor(SCORE, () -> new ScoringProcessor(settings, scoring, time::get, counters), "rollouts")
                .addReadOnlyStateStore(
                        keyValue(FACTS_STORE),
                        "facts",
                        new StringDeserializer(),
                        in,
                        names.facts(),
                        "store-facts",
                        StoreFacts::new)
                .addStateStore(keyValue(PARKED_STORE), SCORE)
                .addStateStore(inMemory(BATCH_STORE), SCORE)
                .addStateStore(window(OUTCOMES_STORE, settings.identityRetention()), SCORE)
                .connectProcessorAndStateStores(SCORE, FACTS_STORE)
                .addSink(SCORED_SINK, names.scoredRollouts(), out, out, SCORE)
                .addSink(DEAD_SINK, names.deadLetters(), out, out, SCORE);
    }

    private static StoreBuilder<KeyValueStore<String, byte[]>> keyValue(String name) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.String(), Serdes.ByteArray());
    }

    private static StoreBuilder<KeyValueStore<Long, byte[]>> inMemory(String name) {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), Serdes.Long(), Serdes.ByteArray())
                .withCachingEnabled();
    }

    private static StoreBuilder<WindowStore<String, byte[]>> window(String name, Duration retention) {
        return Stores.windowStoreBuilder(
                Stores.persistentWindowStore(name, retention, retention, false), Serdes.String(), Serdes.ByteArray());
    }

    /** Keeps the facts table equal to the topic; a tombstone removes an entry. */
    private static final class StoreFacts extends ContextualProcessor<String, byte[], Void, Void> {
        @Override
        public void process(Record<String, byte[]> record) {
            KeyValueStore<String, byte[]> table = context().getStateStore(FACTS_STORE);
            table.put(record.key(), record.value());
        }
    }
}

package dev.factstream.scorer.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factstream.infra.fixture.RolloutSamples;
import dev.factstream.runtime.settings.Settings;
import dev.factstream.schemas.facts.Facts;
import dev.factstream.schemas.wire.Codecs;
import dev.factstream.schemas.wire.RecordKeys;
import dev.factstream.scorer.reward.RewardFunction;
import dev.factstream.scorer.settings.ScorerSettings;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

/** Uses the mock context of Streams, since the test driver cannot revive tasks. Stores and everything else are real. */
class RevivedTaskTest {
    private static final ScorerSettings SETTINGS =
            Settings.of(ScorerSettings.class, Map.of("scorer.batch.size", "2")).bind(ScorerSettings.class);

    private final ManualScoringModel scores = new ManualScoringModel();
    private final MockProcessorContext<byte[], byte[]> context = new MockProcessorContext<>();
    private final ScoringProcessor processor = new ScoringProcessor(
            SETTINGS,
            new BatchScoring(scores, new RewardFunction(SETTINGS.profile(), scores.modelId())),
            () -> new TransactionTimeBudget(Duration.ofSeconds(60), System::nanoTime),
            new ScorerCounters());

    @Test
    void rolloutsInFlightWhenATaskIsRevivedAreScoredOnce() {
        add(Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(ScorerTopology.FACTS_STORE), Serdes.String(), Serdes.ByteArray()));
        add(Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(ScorerTopology.PARKED_STORE), Serdes.String(), Serdes.ByteArray()));
        add(Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(ScorerTopology.BATCH_STORE), Serdes.Long(), Serdes.ByteArray()));
        Duration kept = SETTINGS.identityRetention();
        add(Stores.windowStoreBuilder(
                Stores.inMemoryWindowStore(ScorerTopology.OUTCOMES_STORE, kept, kept, false),
                Serdes.String(),
                Serdes.ByteArray()));
        Facts facts = RolloutSamples.yes("p");
        context.<KeyValueStore<String, byte[]>>getStateStore(ScorerTopology.FACTS_STORE)
                .put("p", Codecs.FACTS.encode(facts));
        context.setCurrentSystemTimeMs(1_000_000_000);
        context.setRecordMetadata("rollouts", 0, 0);
        processor.init(context);
        for (int i = 0; i < 2; i++) {
            processor.process(new Record<>(
                    RecordKeys.bytes("p"),
                    Codecs.ROLLOUTS.encode(RolloutSamples.rollout(i, "p", "text " + i)),
                    1_000_000_000));
        }
        assertThat(scores.batches()).hasSize(1);

        processor.init(context);
        punctuate(1_000_060_000);
        assertThat(scores.batches()).as("started again").hasSize(2);
        scores.answer(0);
        scores.answer(1);
        punctuate(1_000_120_000);

        assertThat(context.forwarded()).hasSize(2);
    }

    private void add(StoreBuilder<?> builder) {
        StateStore store = builder.withLoggingDisabled().withCachingDisabled().build();
        store.init(context.getStateStoreContext(), store);
        context.addStateStore(store);
    }

    private void punctuate(long now) {
        context.setCurrentSystemTimeMs(now);
        context.scheduledPunctuators().forEach(one -> one.getPunctuator().punctuate(now));
    }
}

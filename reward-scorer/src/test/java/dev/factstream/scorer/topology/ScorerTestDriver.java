package dev.factstream.scorer.topology;

import dev.factstream.runtime.settings.Settings;
import dev.factstream.schemas.deadletter.DeadLetters;
import dev.factstream.schemas.facts.Facts;
import dev.factstream.schemas.rollout.Rollout;
import dev.factstream.schemas.rollout.ScoredRollout;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.schemas.wire.Codecs;
import dev.factstream.schemas.wire.RecordKeys;
import dev.factstream.scorer.scores.ScoringModel;
import dev.factstream.scorer.settings.ScorerSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** Drives the scorer's topology: tests control its topics and its clock. */
final class ScorerTestDriver implements AutoCloseable {
    private static final TopicNames NAMES = new TopicNames("");

    final TestInputTopic<byte[], byte[]> rollouts;
    final TestInputTopic<byte[], byte[]> facts;
    final TestOutputTopic<byte[], byte[]> scored;
    final TestOutputTopic<byte[], byte[]> dead;
    final ScorerCounters counters = new ScorerCounters();
    private final TopologyTestDriver driver;
    private final ScoringModel scores;

    /** @param scores closed by {@link #close} */
    ScorerTestDriver(Path state, ScoringModel scores, Map<String, String> settings) {
        this.scores = scores;
        Map<String, String> all = new HashMap<>(settings);
        all.put("scorer.facts.patience.ms", "10000");
        all.put("scorer.identity.retention.hours", "1");
        Properties properties = new Properties();
        properties.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        ScorerSettings scorer = Settings.of(ScorerSettings.class, all).bind(ScorerSettings.class);
        driver = new TopologyTestDriver(
                ScorerTopology.build(NAMES, scorer, scores, counters), properties, Instant.ofEpochMilli(1_000_000_000));
        rollouts = driver.createInputTopic(NAMES.rollouts(), new ByteArraySerializer(), new ByteArraySerializer());
        facts = driver.createInputTopic(NAMES.facts(), new ByteArraySerializer(), new ByteArraySerializer());
        scored = driver.createOutputTopic(
                NAMES.scoredRollouts(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        dead = driver.createOutputTopic(NAMES.deadLetters(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    void publish(Facts record) {
        facts.pipeInput(RecordKeys.bytes(record.promptId()), Codecs.FACTS.encode(record));
    }

    void publish(Rollout rollout) {
        rollouts.pipeInput(RecordKeys.bytes(rollout.question().promptId()), Codecs.ROLLOUTS.encode(rollout));
    }

    /** Advances the wall clock. */
    void advanceClock(Duration time) {
        driver.advanceWallClockTime(time);
    }

    /** Returns the rollouts scored since the last call. */
    List<ScoredRollout> scoredRollouts() {
        return scored.readValuesToList().stream().map(Codecs.SCORED::decode).toList();
    }

    /** Returns how many rollouts the batch store holds because they have no outcome yet. */
    int storedRollouts() {
        int count = 0;
        try (KeyValueIterator<Long, byte[]> entries = driver.<Long, byte[]>getKeyValueStore(ScorerTopology.BATCH_STORE)
                .all()) {
            for (; entries.hasNext(); entries.next()) {
                count++;
            }
        }
        return count;
    }

    /** Returns a store of the topology. */
    KeyValueStore<String, byte[]> store(String name) {
        return driver.getKeyValueStore(name);
    }

    List<String> scoredTexts() {
        return scoredRollouts().stream().map(scored -> scored.rollout().text()).toList();
    }

    /** Returns the reasons of the dead letters since the last call. */
    List<String> reasons() {
        return dead.readRecordsToList().stream()
                .map(letter -> DeadLetters.cause(letter.headers()).reason())
                .toList();
    }

    @Override
    public void close() {
        driver.close();
        scores.close();
    }
}

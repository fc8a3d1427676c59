package dev.factstream.drift.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factstream.drift.settings.DriftSettings;
import dev.factstream.infra.fixture.RolloutSamples;
import dev.factstream.runtime.settings.Settings;
import dev.factstream.schemas.drift.DriftRecord;
import dev.factstream.schemas.facts.AnswerKind;
import dev.factstream.schemas.rollout.FinishReason;
import dev.factstream.schemas.rollout.RewardParts;
import dev.factstream.schemas.rollout.ScoredRollout;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.schemas.wire.Codecs;
import dev.factstream.schemas.wire.RecordKeys;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DriftTopologyTest {
    private static final TopicNames NAMES = new TopicNames("");

    @TempDir
    Path state;

    private final DriftGauges gauges = new DriftGauges();
    private TopologyTestDriver driver;
    private TestInputTopic<byte[], byte[]> scored;
    private TestOutputTopic<byte[], byte[]> drift;
    private TestOutputTopic<byte[], byte[]> open;

    @BeforeEach
    void start() {
        Properties properties = new Properties();
        properties.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        DriftSettings settings = Settings.of(
                        DriftSettings.class, Map.of("drift.window.rollouts", "100", "drift.window.least", "100"))
                .bind(DriftSettings.class);
        driver = new TopologyTestDriver(DriftTopology.build(NAMES, settings, gauges), properties);
        scored = driver.createInputTopic(NAMES.scoredRollouts(), new ByteArraySerializer(), new ByteArraySerializer());
        drift = driver.createOutputTopic(NAMES.rewardDrift(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        open = driver.createOutputTopic(NAMES.openWindows(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void everyRolloutIsInExactlyOneWindowIncludingTheOpenOne() {
        for (int sequence = 0; sequence < 730; sequence++) {
            pipe(sequence, "yes".length() + sequence % 3);
        }
        scored.pipeInput(RecordKeys.bytes("p"), new byte[] {9, 9, 9, 9, 9});
        driver.advanceWallClockTime(Duration.ofSeconds(2));

        Map<Long, DriftRecord> newest = new HashMap<>();
        List<DriftRecord> records = records();
        records.stream()
                .filter(record -> record.component().equals(DriftRecord.FINDINGS))
                .forEach(record -> newest.put(record.window(), record));
        assertThat(newest).hasSize(8);
        assertThat(newest.values().stream().mapToLong(DriftRecord::rollouts).sum())
                .isEqualTo(730);
        assertThat(newest.get(7L).closed()).isFalse();
        assertThat(newest.get(6L).closed()).isTrue();
    }

    @Test
    void aClosedWindowIsWrittenOnceAndAnOpenOneOnlyToTheCompactedTopic() {
        for (int sequence = 0; sequence < 250; sequence++) {
            pipe(sequence, 3);
            driver.advanceWallClockTime(Duration.ofSeconds(2));
        }

        List<DriftRecord> closed = findings(drift);
        assertThat(closed).extracting(DriftRecord::window).containsExactly(0L, 1L);
        assertThat(closed).allMatch(DriftRecord::closed);
        List<DriftRecord> opened = findings(open);
        assertThat(opened).hasSize(250).noneMatch(DriftRecord::closed);
        assertThat(opened).extracting(DriftRecord::key).containsOnly("run/findings");
    }

    private static List<DriftRecord> findings(TestOutputTopic<byte[], byte[]> topic) {
        return topic.readValuesToList().stream()
                .map(Codecs.DRIFT::decode)
                .filter(record -> record.component().equals(DriftRecord.FINDINGS))
                .toList();
    }

    @Test
    void aClosedWindowReportsMomentsQuantilesAndDistancesOfEveryComponent() {
        for (int sequence = 0; sequence < 601; sequence++) {
            pipe(sequence, sequence < 500 ? 2 + sequence % 3 : 8 + sequence % 3);
        }

        DriftRecord length = records().stream()
                .filter(record -> record.component().equals("length") && record.window() == 5)
                .findFirst()
                .orElseThrow();
        assertThat(length.key()).isEqualTo("run/length");
        assertThat(length.count()).isEqualTo(100);
        assertThat(length.mean()).isBetween(8.9, 9.1);
        assertThat(length.quantiles()).containsEntry("p50", 9.0).containsEntry("p05", 8.0);
        assertThat(length.distances().get("ks")).isEqualTo(1.0);
        assertThat(length.distances().get("psi")).isGreaterThan(1);
        assertThat(gauges.distance("length", "ks")).isEqualTo(1.0);
        assertThat(gauges.mean("length")).isEqualTo(length.mean());
        assertThat(gauges.windows()).isEqualTo(6);
        assertThat(gauges.windowsInARow("length-creep")).isEqualTo(1);
        assertThat(length.distances()).containsKeys("ks.p", "page.hinkley.up", "page.hinkley.down");
    }

    @Test
    void openAnswersAreComparedWithTheFactsOfTheirPrompts() {
        TestInputTopic<byte[], byte[]> facts =
                driver.createInputTopic(NAMES.facts(), new ByteArraySerializer(), new ByteArraySerializer());
        facts.pipeInput(
                RecordKeys.bytes("p"),
                Codecs.FACTS.encode(RolloutSamples.facts("p", AnswerKind.OPEN, null, 1))); // A dog sleeps.
        for (String answer : List.of("A dog.", "A dog and a cat.", "A zebra.", "I cannot see it.")) {
            pipe("p", answer);
            pipe("unknown", answer);
        }
        driver.advanceWallClockTime(Duration.ofSeconds(2));

        DriftRecord support = records().stream()
                .filter(record -> record.component().equals("fact.support"))
                .reduce((earlier, later) -> later)
                .orElseThrow();
        assertThat(support.count()).isEqualTo(3);
        assertThat(support.mean()).isEqualTo(0.5);
    }

    private void pipe(String promptId, String answer) {
        ScoredRollout rollout = new ScoredRollout(
                RolloutSamples.rollout(1, promptId, answer),
                new RewardParts(OptionalDouble.empty(), 0, -0.1, 0),
                false,
                AnswerKind.OPEN,
                "symbolic",
                "default",
                "hash",
                0);
        scored.pipeInput(RecordKeys.bytes(promptId), Codecs.SCORED.encode(rollout), 1_000L);
    }

    private List<DriftRecord> records() {
        return Stream.of(drift, open)
                .flatMap(topic -> topic.readValuesToList().stream())
                .map(Codecs.DRIFT::decode)
                .toList();
    }

    private void pipe(int sequence, int tokens) {
        ScoredRollout rollout = new ScoredRollout(
                RolloutSamples.rollout(sequence, "p", "yes", tokens, FinishReason.STOP, -1),
                new RewardParts(OptionalDouble.empty(), 0.5, -0.1, 0),
                true,
                AnswerKind.YES_NO,
                "symbolic",
                "default",
                "hash",
                0);
        scored.pipeInput(RecordKeys.bytes("p"), Codecs.SCORED.encode(rollout), 1_000L * sequence);
    }
}

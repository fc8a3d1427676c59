package dev.factstream.scorer.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factstream.schemas.deadletter.DeadLetter;
import dev.factstream.schemas.deadletter.DeadLetters;
import dev.factstream.schemas.facts.Facts;
import dev.factstream.schemas.rollout.FinishReason;
import dev.factstream.schemas.rollout.Rollout;
import dev.factstream.schemas.rollout.ScoredRollout;
import dev.factstream.schemas.settings.Settings;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.schemas.wire.Codecs;
import dev.factstream.schemas.wire.HeaderText;
import dev.factstream.schemas.wire.Keys;
import dev.factstream.scorer.Samples;
import dev.factstream.scorer.settings.ScorerSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScorerTopologyTest {
    private static final TopicNames NAMES = new TopicNames("");

    @TempDir
    Path state;

    private TopologyTestDriver driver;
    private TestInputTopic<byte[], byte[]> rollouts;
    private TestInputTopic<byte[], byte[]> facts;
    private TestOutputTopic<byte[], byte[]> scored;
    private TestOutputTopic<byte[], byte[]> dead;
    private final ScorerCounters counters = new ScorerCounters();

    @BeforeEach
    void start() {
        ScorerSettings settings = ScorerSettings.from(Settings.of(
                ScorerSettings.KEYS,
                Map.of("scorer.facts.patience.ms", "10000", "scorer.identity.retention.hours", "1")));
        Properties properties = new Properties();
        properties.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        driver = new TopologyTestDriver(
                ScorerTopology.build(NAMES, settings, counters), properties, Instant.ofEpochMilli(1_000_000_000));
        rollouts = driver.createInputTopic(NAMES.rollouts(), new ByteArraySerializer(), new ByteArraySerializer());
        facts = driver.createInputTopic(NAMES.facts(), new ByteArraySerializer(), new ByteArraySerializer());
        scored = driver.createOutputTopic(
                NAMES.scoredRollouts(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        dead = driver.createOutputTopic(NAMES.deadLetters(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void aRolloutWithFactsIsScoredUnderTheKeyOfItsPrompt() {
        publish(Samples.yes("p"));
        publish(Samples.rollout(1, "p", "yes"));

        TestRecord<byte[], byte[]> record = scored.readRecord();
        ScoredRollout result = Codecs.SCORED.decode(record.value());
        assertThat(Keys.text(record.key())).isEqualTo("p");
        assertThat(result.rollout().rolloutId()).isEqualTo("run/1/0");
        assertThat(result.correct()).isTrue();
        assertThat(HeaderText.get(record.headers(), HeaderText.TICKET_ID)).contains("run/1");
        assertThat(HeaderText.get(record.headers(), HeaderText.ROLLOUT_ID)).contains("run/1/0");
        assertThat(HeaderText.get(record.headers(), HeaderText.POLICY_VERSION)).contains("3");
        assertThat(dead.isEmpty()).isTrue();
    }

    @Test
    void ofTwoRolloutsWithOneIdTheFirstWins() {
        publish(Samples.yes("p"));
        publish(Samples.rollout(1, "p", "yes"));
        driver.advanceWallClockTime(Duration.ofMinutes(20));
        publish(Samples.rollout(1, "p", "no"));

        assertThat(scoredTexts()).containsExactly("yes");
        assertThat(dead.isEmpty()).isTrue();
        assertThat(counters.duplicates()).isEqualTo(1);
    }

    @Test
    void aRolloutWaitsForItsFactsAndIsScoredOnceWhenTheyCome() {
        publish(Samples.rollout(1, "p", "yes"));
        publish(Samples.rollout(1, "p", "no"));
        driver.advanceWallClockTime(Duration.ofSeconds(5));
        assertThat(scored.isEmpty()).isTrue();

        publish(Samples.yes("p"));
        driver.advanceWallClockTime(Duration.ofSeconds(1));
        driver.advanceWallClockTime(Duration.ofSeconds(20));

        assertThat(scoredTexts()).containsExactly("yes");
        assertThat(dead.isEmpty()).isTrue();
    }

    @Test
    void aRolloutWhoseFactsNeverComeIsBuriedWithItsBytesHeadersAndTicket() {
        byte[] value = Codecs.ROLLOUTS.encode(Samples.rollout(1, "p", "yes"));
        Headers headers = new RecordHeaders().add("traceparent", new byte[] {1, 2});
        rollouts.pipeInput(new TestRecord<>(Keys.bytes("p"), value, headers, 999_999_000L));
        driver.advanceWallClockTime(Duration.ofSeconds(9));
        assertThat(dead.isEmpty()).isTrue();

        driver.advanceWallClockTime(Duration.ofSeconds(2));

        TestRecord<byte[], byte[]> letter = dead.readRecord();
        DeadLetter why = DeadLetters.why(letter.headers());
        assertThat(letter.value()).isEqualTo(value);
        assertThat(letter.key()).isEqualTo(Keys.bytes("p"));
        assertThat(letter.headers().lastHeader("traceparent").value()).containsExactly(1, 2);
        assertThat(why.stage()).isEqualTo("scorer");
        assertThat(why.reason()).contains("no facts for prompt p");
        assertThat(why.ticketId()).contains("run/1");
        assertThat(HeaderText.get(letter.headers(), HeaderText.SOURCE_OFFSET)).contains("0");

        publish(Samples.yes("p"));
        publish(Samples.rollout(1, "p", "yes"));
        assertThat(scored.isEmpty()).as("a dead rollout stays dead").isTrue();
    }

    @Test
    void undecodableFactsAreNamedInTheDeadLetter() {
        facts.pipeInput(Keys.bytes("p"), new byte[] {9, 9});
        publish(Samples.rollout(1, "p", "yes"));
        driver.advanceWallClockTime(Duration.ofSeconds(11));

        assertThat(DeadLetters.why(dead.readRecord().headers()).reason())
                .contains("the facts of prompt p cannot be read");
    }

    @Test
    void poisonIsBuriedWithTheTicketOfItsHeadersAndTheNextRolloutIsScored() {
        publish(Samples.yes("p"));
        Headers headers = new RecordHeaders();
        HeaderText.put(headers, HeaderText.TICKET_ID, "run/8");
        rollouts.pipeInput(new TestRecord<>(Keys.bytes("p"), new byte[] {0, 0, 0, 0, 9, 1}, headers));
        rollouts.pipeInput(new TestRecord<>(null, new byte[0], new RecordHeaders()));
        rollouts.pipeInput(new TestRecord<>(Keys.bytes("p"), (byte[]) null, new RecordHeaders()));
        publish(Samples.rollout(2, "p", "yes"));

        List<TestRecord<byte[], byte[]>> letters = dead.readRecordsToList();
        assertThat(letters).hasSize(3);
        assertThat(DeadLetters.why(letters.get(0).headers()).ticketId()).contains("run/8");
        assertThat(scoredTexts()).containsExactly("yes");
    }

    @Test
    void nonFiniteLogProbabilitiesNeverReachTheLearner() {
        publish(Samples.yes("p"));
        publish(Samples.rollout(1, "p", "yes", 4, FinishReason.STOP, Float.NaN));
        publish(Samples.rollout(2, "p", "yes", 4, FinishReason.STOP, Float.NEGATIVE_INFINITY));

        assertThat(scored.isEmpty()).isTrue();
        assertThat(dead.readRecordsToList())
                .extracting(letter -> DeadLetters.why(letter.headers()).reason())
                .containsExactly(
                        "the log-probability of token 0 is NaN", "the log-probability of token 0 is -Infinity");
    }

    private void publish(Facts record) {
        facts.pipeInput(Keys.bytes(record.promptId()), Codecs.FACTS.encode(record));
    }

    private void publish(Rollout rollout) {
        rollouts.pipeInput(Keys.bytes(rollout.question().promptId()), Codecs.ROLLOUTS.encode(rollout));
    }

    private List<String> scoredTexts() {
        return scored.readValuesToList().stream()
                .map(value -> Codecs.SCORED.decode(value).rollout().text())
                .toList();
    }
}

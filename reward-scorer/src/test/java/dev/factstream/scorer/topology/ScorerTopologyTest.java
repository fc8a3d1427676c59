package dev.factstream.scorer.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factstream.infra.fixture.RolloutSamples;
import dev.factstream.schemas.deadletter.DeadLetterCause;
import dev.factstream.schemas.deadletter.DeadLetters;
import dev.factstream.schemas.rollout.FinishReason;
import dev.factstream.schemas.rollout.ScoredRollout;
import dev.factstream.schemas.wire.Codecs;
import dev.factstream.schemas.wire.HeaderText;
import dev.factstream.schemas.wire.RecordKeys;
import dev.factstream.scorer.scores.NoRewardModel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScorerTopologyTest {
    @TempDir
    Path state;

    private ScorerTestDriver stream;

    @BeforeEach
    void start() {
        stream = new ScorerTestDriver(state, new NoRewardModel(), Map.of("scorer.batch.size", "1"));
    }

    @AfterEach
    void stop() {
        stream.close();
    }

    @Test
    void aRolloutWithFactsIsScoredUnderTheKeyOfItsPrompt() {
        stream.publish(RolloutSamples.yes("p"));
        stream.publish(RolloutSamples.rollout(1, "p", "yes"));

        TestRecord<byte[], byte[]> record = stream.scored.readRecord();
        ScoredRollout result = Codecs.SCORED.decode(record.value());
        assertThat(RecordKeys.text(record.key())).isEqualTo("p");
        assertThat(result.rollout().rolloutId()).isEqualTo("run/1/0");
        assertThat(result.correct()).isTrue();
        assertThat(HeaderText.get(record.headers(), HeaderText.TICKET_ID)).contains("run/1");
        assertThat(HeaderText.get(record.headers(), HeaderText.ROLLOUT_ID)).contains("run/1/0");
        assertThat(HeaderText.get(record.headers(), HeaderText.POLICY_VERSION)).contains("3");
        assertThat(stream.dead.isEmpty()).isTrue();
    }

    @Test
    void ofTwoRolloutsWithOneIdTheFirstWins() {
        stream.publish(RolloutSamples.yes("p"));
        stream.publish(RolloutSamples.rollout(1, "p", "yes"));
        stream.advanceClock(Duration.ofMinutes(20));
        stream.publish(RolloutSamples.rollout(1, "p", "no"));

        assertThat(stream.scoredTexts()).containsExactly("yes");
        assertThat(stream.dead.isEmpty()).isTrue();
        assertThat(stream.counters.duplicates()).isEqualTo(1);
    }

    @Test
    void aRolloutWaitsForItsFactsAndIsScoredOnceWhenTheyCome() {
        stream.publish(RolloutSamples.rollout(1, "p", "yes"));
        stream.publish(RolloutSamples.rollout(1, "p", "no"));
        stream.advanceClock(Duration.ofSeconds(5));
        assertThat(stream.scored.isEmpty()).isTrue();

        stream.publish(RolloutSamples.yes("p"));
        stream.advanceClock(Duration.ofSeconds(1));
        stream.advanceClock(Duration.ofSeconds(20));

        assertThat(stream.scoredTexts()).containsExactly("yes");
        assertThat(stream.dead.isEmpty()).isTrue();
    }

    @Test
    void aRolloutWhoseFactsNeverComeIsADeadLetterWithItsBytesHeadersAndTicket() {
        byte[] value = Codecs.ROLLOUTS.encode(RolloutSamples.rollout(1, "p", "yes"));
        Headers headers = new RecordHeaders().add("traceparent", new byte[] {1, 2});
        stream.rollouts.pipeInput(new TestRecord<>(RecordKeys.bytes("p"), value, headers, 999_999_000L));
        stream.advanceClock(Duration.ofSeconds(9));
        assertThat(stream.dead.isEmpty()).isTrue();

        stream.advanceClock(Duration.ofSeconds(2));

        TestRecord<byte[], byte[]> letter = stream.dead.readRecord();
        DeadLetterCause why = DeadLetters.cause(letter.headers());
        assertThat(letter.value()).isEqualTo(value);
        assertThat(letter.key()).isEqualTo(RecordKeys.bytes("p"));
        assertThat(letter.headers().lastHeader("traceparent").value()).containsExactly(1, 2);
        assertThat(why.stage()).isEqualTo("scorer");
        assertThat(why.reason()).contains("no facts for prompt p");
        assertThat(why.ticketId()).contains("run/1");
        assertThat(HeaderText.get(letter.headers(), HeaderText.SOURCE_OFFSET)).contains("0");

        stream.publish(RolloutSamples.yes("p"));
        stream.publish(RolloutSamples.rollout(1, "p", "yes"));
        assertThat(stream.scored.isEmpty()).as("a dead rollout stays dead").isTrue();
    }

    @Test
    void undecodableFactsAreNamedInTheDeadLetter() {
        stream.facts.pipeInput(RecordKeys.bytes("p"), new byte[] {9, 9});
        stream.publish(RolloutSamples.rollout(1, "p", "yes"));
        stream.advanceClock(Duration.ofSeconds(11));

        assertThat(DeadLetters.cause(stream.dead.readRecord().headers()).reason())
                .contains("the facts of prompt p cannot be read");
    }

    @Test
    void anUndecodableRecordIsADeadLetterWithTheTicketOfItsHeaders() {
        stream.publish(RolloutSamples.yes("p"));
        Headers headers = new RecordHeaders();
        HeaderText.put(headers, HeaderText.TICKET_ID, "run/8");
        stream.rollouts.pipeInput(new TestRecord<>(RecordKeys.bytes("p"), new byte[] {0, 0, 0, 0, 9, 1}, headers));
        stream.rollouts.pipeInput(new TestRecord<>(null, new byte[0], new RecordHeaders()));
        stream.rollouts.pipeInput(new TestRecord<>(RecordKeys.bytes("p"), (byte[]) null, new RecordHeaders()));
        stream.publish(RolloutSamples.rollout(2, "p", "yes"));

        List<TestRecord<byte[], byte[]>> letters = stream.dead.readRecordsToList();
        assertThat(letters).hasSize(3);
        assertThat(DeadLetters.cause(letters.get(0).headers()).ticketId()).contains("run/8");
        assertThat(stream.scoredTexts()).containsExactly("yes");
    }

    @Test
    void nonFiniteLogProbabilitiesNeverReachTheLearner() {
        stream.publish(RolloutSamples.yes("p"));
        stream.publish(RolloutSamples.rollout(1, "p", "yes", 4, FinishReason.STOP, Float.NaN));
        stream.publish(RolloutSamples.rollout(2, "p", "yes", 4, FinishReason.STOP, Float.NEGATIVE_INFINITY));

        assertThat(stream.scored.isEmpty()).isTrue();
        assertThat(stream.dead.readRecordsToList())
                .extracting(letter -> DeadLetters.cause(letter.headers()).reason())
                .containsExactly(
                        "the log-probability of token 0 is NaN", "the log-probability of token 0 is -Infinity");
    }
}

package dev.factstream.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factstream.infra.fixture.Eventually;
import dev.factstream.infra.fixture.KafkaExtension;
import dev.factstream.infra.fixture.KafkaFixture;
import dev.factstream.infra.fixture.TestRecords;
import dev.factstream.lab.samples.SampleRollouts;
import dev.factstream.runtime.settings.Settings;
import dev.factstream.schemas.rollout.Rollout;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.schemas.wire.Codecs;
import dev.factstream.schemas.wire.RecordKeys;
import dev.factstream.scorer.service.ScorerService;
import dev.factstream.scorer.settings.ScorerSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(KafkaExtension.class)
class DeadLettersCommandTest {
    private static final SampleRollouts SAMPLES = new SampleRollouts("run", 1, 7);

    @TempDir
    Path folder;

    private KafkaFixture kafka;
    private TopicNames names;

    @BeforeEach
    void connect(KafkaFixture kafka) {
        this.kafka = kafka;
        names = kafka.newTopics();
    }

    @Test
    void aDrillScoresEveryGoodRolloutAndWritesADeadLetterWithAReasonForAllPoison() {
        Console drill = Console.run("dead-letters", "drill", "--poison", "60", "--good", "40", "--seed", "3");

        assertThat(drill.exitCode()).as(drill.toString()).isZero();
        assertThat(drill.out())
                .contains("good rollouts 40 = scored once 40 + not 0", "unexpected 0; the scorer is running")
                .contains("oversized", "empty response", "nan", "unknown id", "truncated", "bad magic")
                .contains("10 = dead with a reason     10 + not 0");
    }

    @Test
    void aRolloutWithoutFactsIsListedAndShownAndScoredOnceAfterTwoRetriesWithFacts() {
        Rollout rollout = SAMPLES.rollout(0);
        String prompt = rollout.question().promptId();
        send(names.rollouts(), prompt, Codecs.ROLLOUTS.encode(rollout));
        send(names.rollouts(), "poison", new byte[] {7, 7, 7, 7, 7, 'x'});
        try (ScorerService scorer = ScorerService.start(settings())) {
            TestRecords.read(kafka.clients(), names.deadLetters(), 2);

            Console list = letters("list");
            assertThat(list.out())
                    .contains("2 dead letters", "there are no facts for prompt " + prompt, rollout.rolloutId())
                    .contains("1  scorer: the value begins with byte #, not with the magic byte #");
            assertThat(letters("list", "--reason", "magic").out()).contains("1 dead letter");
            String address = list.out()
                    .lines()
                    .filter(line -> line.contains("no facts"))
                    .findFirst()
                    .orElseThrow()
                    .split(" ")[0];
            assertThat(letters("show", address).out())
                    .contains("reason   there are no facts", "ticket   " + rollout.ticketId())
                    .contains("source   " + names.rollouts(), "000000  00 00 00 00 14");

            SAMPLES.facts().forEach(facts -> send(names.facts(), facts.promptId(), Codecs.FACTS.encode(facts)));
            assertThat(letters("retry", "--all", "--reason", "no facts").out())
                    .contains("1 sent again, 0 could not be sent");
            assertThat(letters("retry", address).exitCode()).isZero();
            Rollout next = SAMPLES.rollout(1);
            send(names.rollouts(), next.question().promptId(), Codecs.ROLLOUTS.encode(next));

            Eventually.holds(
                    "the second try is a duplicate", () -> scorer.counters().duplicates() == 1);
            List<ConsumerRecord<byte[], byte[]>> scored = TestRecords.read(kafka.clients(), names.scoredRollouts(), 2);
            assertThat(scored)
                    .extracting(record ->
                            Codecs.SCORED.decode(record.value()).rollout().rolloutId())
                    .containsExactlyInAnyOrder(rollout.rolloutId(), next.rolloutId());
        }
    }

    @Test
    void whatADeadLetterSaysNeitherControlsTheTerminalNorBeginsALine() {
        ProducerRecord<byte[], byte[]> letter =
                new ProducerRecord<>(names.deadLetters(), bytes("k\u001b]0;TITLE\u0007"), null);
        letter.headers()
                .add("reason", bytes("evil\u001b[31mRED\nFAKE LINE: all is well\u2028\u202e"))
                .add("stage", bytes("st\u009bage"))
                .add("ticketId", bytes("run/1\rFAKE"))
                .add("source.topic", bytes("topic\nFAKE"))
                .add("h\u001b", bytes("v\u2066"));
        TestRecords.send(kafka.clients(), letter);

        Console list = letters("list");
        assertThat(list.out()).contains("evil?[31mRED?FAKE LINE: all is well??").hasLineCount(3);
        Console show = letters("show", "0@0");
        assertThat(show.out())
                .contains("reason   evil?[31mRED?FAKE", "source   topic?FAKE", "key      k?]0;TITLE?", "h? = v?");
        assertThat(list.out() + show.out()).doesNotContain("\u001b", "\u009b", "\r", "\u202e", "\u2066", "\u2028");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aMissingDeadLetterIsReportedInOneLine() {
        assertThat(letters("list").out()).contains("no dead letters");
        assertThat(letters("show", "5").err())
                .contains("there is no dead letter at 0@5")
                .hasLineCount(1);
        assertThat(letters("show", "x5").err())
                .contains("'x5' is not the address")
                .hasLineCount(1);
        assertThat(letters("retry").err()).contains("--all").hasLineCount(1);
    }

    private Console letters(String command, String... more) {
        return Console.run(Stream.of(
                        Stream.of("dead-letters", command),
                        Stream.of(more),
                        Stream.of("--set", "kafka.bootstrap.servers=" + kafka.bootstrapServers()),
                        Stream.of("--set", "topics.prefix=" + names.prefix()))
                .flatMap(part -> part)
                .toArray(String[]::new));
    }

    private Settings settings() {
        return Settings.of(
                ScorerSettings.class,
                Map.of(
                        "kafka.bootstrap.servers", kafka.bootstrapServers(),
                        "topics.prefix", names.prefix(),
                        "scorer.facts.patience.ms", "300",
                        "scorer.state.dir", folder.resolve("state").toString()));
    }

    private void send(String topic, String key, byte[] value) {
        TestRecords.send(kafka.clients(), new ProducerRecord<>(topic, RecordKeys.bytes(key), value));
    }
}

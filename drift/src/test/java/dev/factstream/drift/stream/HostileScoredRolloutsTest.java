package dev.factstream.drift.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factstream.drift.reader.DriftTopicReader;
import dev.factstream.drift.settings.DriftSettings;
import dev.factstream.infra.fixture.Eventually;
import dev.factstream.infra.fixture.KafkaExtension;
import dev.factstream.infra.fixture.KafkaFixture;
import dev.factstream.infra.fixture.RolloutSamples;
import dev.factstream.infra.fixture.TestRecords;
import dev.factstream.runtime.settings.Settings;
import dev.factstream.schemas.facts.AnswerKind;
import dev.factstream.schemas.rollout.RewardParts;
import dev.factstream.schemas.rollout.ScoredRollout;
import dev.factstream.schemas.topics.TopicCatalogue;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.schemas.wire.Codecs;
import dev.factstream.schemas.wire.GenericValues;
import dev.factstream.schemas.wire.RecordKeys;
import dev.factstream.schemas.wire.SchemaIds;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(KafkaExtension.class)
class HostileScoredRolloutsTest {
    private static final byte[] KEY = RecordKeys.bytes("p");
    private static final int WINDOW = 32;

    @TempDir
    Path state;

    @Test
    void noScoredRolloutAndNoLedgerRecordStopsTheDriftApplication(KafkaFixture kafka) {
        TopicNames names = kafka.newTopics();
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        records.add(new ProducerRecord<>(
                names.scoredRollouts(), KEY, changed(r -> r.put("actorId", "a".repeat(70_000)))));
        records.add(new ProducerRecord<>(
                names.scoredRollouts(), KEY, changed(r -> r.put("runId", "r".repeat(70_000)))));
        records.add(new ProducerRecord<>(names.scoredRollouts(), KEY, new byte[] {9, 9, 9, 9, 9}));
        records.add(new ProducerRecord<>(names.trainingLedger(), KEY, "garbage".getBytes(StandardCharsets.UTF_8)));
        for (int i = 0; i < 8 * WINDOW; i++) { // differences that underflow
            int number = i;
            records.add(new ProducerRecord<>(
                    names.scoredRollouts(), KEY, changed(r -> r.put("meanEntropy", number % 40 * Double.MIN_VALUE))));
        }
        for (int i = 0; i < 2 * WINDOW; i++) { // the longest names of actors
            String actor = "\u20ac".repeat(250) + i;
            records.add(new ProducerRecord<>(names.scoredRollouts(), KEY, changed(r -> r.put("actorId", actor))));
        }
        Settings settings = Settings.of(
                DriftSettings.class,
                Map.of(
                        "kafka.bootstrap.servers", kafka.bootstrapServers(),
                        "topics.prefix", names.prefix(),
                        "drift.window.rollouts", Integer.toString(WINDOW),
                        "drift.window.least", Integer.toString(WINDOW),
                        "drift.state.dir", state.toString()));
        try (DriftService drift = DriftService.start(settings);
                DriftTopicReader reader = new DriftTopicReader(kafka.clients(), names)) {
            TestRecords.send(kafka.clients(), records);

            Eventually.holds("all good ones are in windows", () -> {
                reader.read();
                return reader.windows().rollouts("run") >= 10 * WINDOW;
            });

            assertThat(drift.gauges().skipped()).isEqualTo(4);
            assertThat(drift.unhandledRecords()).isZero();
            assertThat(drift.failedThreads()).isZero();
        }
    }

    /** Returns a scored rollout whose rollout was changed below the validation of our types. */
    private static byte[] changed(Consumer<GenericRecord> change) {
        ScoredRollout scored = new ScoredRollout(
                RolloutSamples.rollout(1, "p", "yes"),
                new RewardParts(OptionalDouble.empty(), 0.5, -0.1, 0),
                true,
                AnswerKind.YES_NO,
                "symbolic",
                "default",
                "hash",
                0);
        GenericRecord avro = GenericValues.read(Codecs.SCORED.encode(scored));
        change.accept((GenericRecord) avro.get("rollout"));
        return GenericValues.write(SchemaIds.RELEASED.newest(TopicCatalogue.SCORED_ROLLOUTS), avro);
    }
}

package dev.factstream.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factstream.infra.fixture.KafkaExtension;
import dev.factstream.infra.fixture.KafkaFixture;
import dev.factstream.infra.fixture.TestRecords;
import dev.factstream.lab.samples.SampleRollouts;
import dev.factstream.model.lora.LoraSettings;
import dev.factstream.model.reward.JudgingTemplate;
import dev.factstream.model.reward.RewardModelFolder;
import dev.factstream.runtime.settings.Settings;
import dev.factstream.schemas.rollout.Rollout;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.schemas.wire.Codecs;
import dev.factstream.schemas.wire.RecordKeys;
import dev.factstream.scorer.service.ScorerService;
import dev.factstream.scorer.settings.ScorerSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(KafkaExtension.class)
class RescoreTest {
    private static final int ROLLOUTS = 40;

    @TempDir
    Path folder;

    @Test
    void theSameRewardModelGivesEqualScoresAndAnotherOneIsCompared(KafkaFixture kafka) throws IOException {
        TopicNames names = kafka.newTopics();
        Path policy = TinyPolicy.write(folder.resolve("policy"));
        Path model = rewardModel(policy, true, folder.resolve("facts"));
        Path other = rewardModel(policy, false, folder.resolve("plain"));
        Map<String, String> settings = Map.of(
                "kafka.bootstrap.servers", kafka.bootstrapServers(),
                "topics.prefix", names.prefix(),
                "scorer.reward.model", model.toString(),
                "scorer.state.dir", folder.resolve("state").toString());
        publish(kafka, names);
        try (ScorerService scorer = ScorerService.start(Settings.of(ScorerSettings.class, settings))) {
            TestRecords.read(kafka.clients(), names.scoredRollouts(), ROLLOUTS);
            assertThat(scorer.counters().dead()).isZero();
        }

        Console same = rescore(kafka, names, model, "again");
        Console compared = rescore(kafka, names, other, "by-plain");

        assertThat(same.exitCode()).as(same.toString()).isZero();
        assertThat(same.out())
                .contains("rescored " + ROLLOUTS + " rollouts", "left out 0")
                .contains("equal " + ROLLOUTS + " (to 1e-04)", "rank correlation (Spearman) 1.0000")
                .containsPattern("agreement 100\\.0 %: of \\d{2,} pairs")
                .doesNotContain("Q: ");
        assertThat(compared.exitCode()).as(compared.toString()).isZero();
        assertThat(compared.out())
                .contains("compared " + ROLLOUTS + " with their reward-model score")
                .containsPattern("rank correlation \\(Spearman\\) -?0\\.\\d{4}")
                .containsPattern("run/\\d+/0: [+-]\\d+\\.\\d{3}, now [+-]\\d+\\.\\d{3}  Q: ");
        assertThat(TestRecords.read(kafka.clients(), names.topic("again"), ROLLOUTS))
                .hasSize(ROLLOUTS);

        Console again = rescore(kafka, names, model, "again");
        assertThat(again.err()).contains("has records already").hasLineCount(1);
        Console stream = rescore(kafka, names, model, "scored-rollouts");
        assertThat(stream.err()).contains("is a topic of the stream").hasLineCount(1);
    }

    /** Writes an untrained reward model whose large adapter scale spreads its scores. */
    private static Path rewardModel(Path policy, boolean facts, Path folder) {
        LoraSettings strong = LoraSettings.of(2, 200, LoraSettings.ALL_TARGETS);
        RewardModelFolder.initialise(policy, JudgingTemplate.standard(facts), strong, 1, folder);
        return folder;
    }

    private static Console rescore(KafkaFixture kafka, TopicNames names, Path model, String topic) {
        return Console.run(Stream.of(
                        "rescore --to-topic " + topic,
                        "--reward-model " + model,
                        "--set kafka.bootstrap.servers=" + kafka.bootstrapServers(),
                        "--set topics.prefix=" + names.prefix())
                .flatMap(part -> Stream.of(part.split(" ")))
                .toArray(String[]::new));
    }

    private static void publish(KafkaFixture kafka, TopicNames names) {
        SampleRollouts samples = new SampleRollouts("run", 2, 5);
        try (Producer<byte[], byte[]> producer =
                new KafkaProducer<>(kafka.clients().producer("test"))) {
            samples.facts()
                    .forEach(facts -> producer.send(new ProducerRecord<>(
                            names.facts(), RecordKeys.bytes(facts.promptId()), Codecs.FACTS.encode(facts))));
            producer.flush();
            for (int number = 0; number < ROLLOUTS; number++) {
                Rollout rollout = samples.rollout(number);
                byte[] key = RecordKeys.bytes(rollout.question().promptId());
                producer.send(new ProducerRecord<>(names.rollouts(), key, Codecs.ROLLOUTS.encode(rollout)));
            }
        }
    }
}

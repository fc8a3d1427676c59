package dev.factstream.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.factstream.actor.service.ActorRole;
import dev.factstream.actor.settings.ActorSettings;
import dev.factstream.evaluation.policy.PolicyFolder;
import dev.factstream.infra.fixture.KafkaExtension;
import dev.factstream.infra.fixture.KafkaFixture;
import dev.factstream.infra.fixture.TestRecords;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.runtime.management.Role;
import dev.factstream.runtime.pictures.PictureFetcher;
import dev.factstream.runtime.settings.CommonSettings;
import dev.factstream.runtime.settings.Settings;
import dev.factstream.schemas.facts.AnswerKind;
import dev.factstream.schemas.facts.Facts;
import dev.factstream.schemas.rollout.ScoredRollout;
import dev.factstream.schemas.ticket.ImagePayload;
import dev.factstream.schemas.ticket.PoolEntry;
import dev.factstream.schemas.ticket.Purpose;
import dev.factstream.schemas.ticket.Sampling;
import dev.factstream.schemas.ticket.Ticket;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.schemas.wire.Codecs;
import dev.factstream.schemas.wire.HeaderText;
import dev.factstream.schemas.wire.RecordKeys;
import dev.factstream.scorer.service.ScorerRole;
import dev.factstream.scorer.settings.ScorerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real photographs with human captions: imported, published, answered and scored, each with its own facts. They are not part of
 * this repository; {@code -Dcoco.open=DIR} names their folder.
 */
@ExtendWith(KafkaExtension.class)
@Timeout(value = 4, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PhotographStreamTest {
    private static final Path PHOTOGRAPHS = Path.of(System.getProperty("coco.open", "../../shared/data/coco-open"));

    @TempDir
    private Path dir;

    private KafkaFixture kafka;
    private TopicNames names;

    @BeforeEach
    void imported(KafkaFixture fixture) {
        assumeTrue(
                Files.isDirectory(PHOTOGRAPHS),
                () -> "needs the folder " + PHOTOGRAPHS.toAbsolutePath().normalize()
                        + " (-Dcoco.open=DIR names another)");
        kafka = fixture;
        names = fixture.newTopics();
        succeed(
                "data",
                "import",
                "--format",
                "coco",
                "--from",
                PHOTOGRAPHS.toString(),
                "--out",
                dir.toString(),
                "--strict");
        succeed(
                "data",
                "publish",
                "--from",
                dir.toString(),
                "--set",
                "kafka.bootstrap.servers=" + kafka.bootstrapServers(),
                "--set",
                "topics.prefix=" + names.prefix());
    }

    @Test
    void everyPhotographHasPromptsFactsRolloutsAndScores() throws IOException {
        int prompts = Files.readAllLines(dir.resolve("prompts.jsonl")).size();
        Map<String, PoolEntry> pool = new TreeMap<>();
        read(names.promptPool(), prompts).forEach((id, value) -> pool.put(id, Codecs.POOL.decode(value)));
        Map<String, Facts> facts = new TreeMap<>();
        read(names.facts(), prompts).forEach((id, value) -> facts.put(id, Codecs.FACTS.decode(value)));
        Map<String, ScoredRollout> scored = new TreeMap<>();
        try (VisionLanguageModel model = PolicyFolder.load(Path.of("../checkpoints/policy"))) {
            kafka.openRun(names, model.baseHash(), "run");
            issueTickets(pool);
            Role scorer = ScorerRole.start(Settings.of(
                    ScorerSettings.class,
                    settings("scorer.state.dir", dir.resolve("state").toString())));
            Role actor = ActorRole.start(Settings.of(ActorSettings.class, settings("actor.id", "actor")), model);
            try {
                read(names.scoredRollouts(), prompts)
                        .forEach((id, value) -> scored.put(id, Codecs.SCORED.decode(value)));
            } finally {
                actor.close(Duration.ofSeconds(30));
                scorer.close(Duration.ofSeconds(30));
            }
        }

        Map<String, List<String>> captions = new ObjectMapper()
                .readValue(PHOTOGRAPHS.resolve("image_to_caption.json").toFile(), new TypeReference<>() {});
        assertThat(captions).hasSize(26);
        assertThat(photographs(scored.keySet())).isEqualTo(captions.keySet());
        assertThat(scored.keySet()).isEqualTo(pool.keySet()).isEqualTo(facts.keySet());
        try (PictureFetcher pictures = PictureFetcher.of(Settings.of(CommonSettings.class, connection()))) {
            scored.forEach((id, one) -> {
                assertThat(one.factsHash()).as(id).isEqualTo(facts.get(id).hash());
                assertThat(one.rollout().question()).isEqualTo(pool.get(id).question());
                assertThat(facts.get(id).captions()).isEqualTo(captions.get(photograph(id)));
                assertThat(pictures.bytes(image(one))).isEqualTo(bytes(photograph(id)));
            });
        }
        assertThat(TestRecords.read(kafka.clients(), names.pictures(), 26)).hasSize(26);
        assertThat(scored.values()).extracting(ScoredRollout::answerKind).contains(AnswerKind.OPEN, AnswerKind.YES_NO);
        assertThat(scored.values())
                .as("one photograph is too large for a record that has it inside")
                .anyMatch(one -> image(one).byteLength() > ImagePayload.INLINE_LIMIT);
        assertThat(scored.values()).allMatch(one -> image(one).stored().isPresent());
    }

    private void issueTickets(Map<String, PoolEntry> pool) {
        try (Producer<byte[], byte[]> learner =
                new KafkaProducer<>(kafka.clients().producer("learner"))) {
            long sequence = 0;
            for (PoolEntry entry : pool.values()) {
                Ticket ticket = new Ticket(
                        Ticket.id("run", sequence),
                        "run",
                        sequence,
                        Purpose.TRAIN,
                        0,
                        0,
                        1,
                        new Sampling(1, 1, 0, 8, sequence),
                        entry.question(),
                        Optional.empty(),
                        0,
                        Optional.empty());
                sequence++;
                ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                        names.prompts(), RecordKeys.bytes(entry.question().promptId()), Codecs.TICKETS.encode(ticket));
                HeaderText.put(record.headers(), HeaderText.TICKET_ID, ticket.ticketId());
                learner.send(record);
            }
        }
    }

    private Map<String, byte[]> read(String topic, int count) {
        return TestRecords.read(kafka.clients(), topic, count).stream()
                .collect(Collectors.toMap(record -> RecordKeys.text(record.key()), ConsumerRecord::value));
    }

    private Map<String, String> settings(String key, String value) {
        Map<String, String> settings = new HashMap<>(connection());
        settings.put(key, value);
        return settings;
    }

    private Map<String, String> connection() {
        return Map.of("kafka.bootstrap.servers", kafka.bootstrapServers(), "topics.prefix", names.prefix());
    }

    private static Set<String> photographs(Set<String> promptIds) {
        return promptIds.stream().map(PhotographStreamTest::photograph).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String photograph(String promptId) {
        return promptId.substring(0, promptId.indexOf('/'));
    }

    private static ImagePayload image(ScoredRollout scored) {
        return scored.rollout().question().image().orElseThrow();
    }

    private static byte[] bytes(String photograph) {
        try {
            return Files.readAllBytes(PHOTOGRAPHS.resolve("images").resolve(photograph));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void succeed(String... command) {
        Console console = Console.run(command);
        assertThat(console.exitCode()).as(console.err()).isZero();
    }
}

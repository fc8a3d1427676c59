package dev.factstream.data.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factstream.infra.fixture.KafkaExtension;
import dev.factstream.infra.fixture.KafkaFixture;
import dev.factstream.picturebook.PictureBookOptions;
import dev.factstream.picturebook.PictureBookWriter;
import dev.factstream.runtime.pictures.PictureFetcher;
import dev.factstream.runtime.settings.CommonSettings;
import dev.factstream.runtime.settings.Settings;
import dev.factstream.schemas.facts.AnswerKind;
import dev.factstream.schemas.rows.BadRowsException;
import dev.factstream.schemas.rows.PromptRow;
import dev.factstream.schemas.rows.PromptRows;
import dev.factstream.schemas.ticket.ImagePayload;
import dev.factstream.schemas.ticket.PoolEntry;
import dev.factstream.schemas.topics.TopicCatalogue;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.schemas.wire.Codecs;
import dev.factstream.schemas.wire.RecordKeys;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import javax.imageio.ImageIO;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(KafkaExtension.class)
class PromptPublisherTest {
    private static final int LARGEST = TopicCatalogue.DEFAULT_LARGEST_PICTURE;

    @TempDir
    private Path folder;

    private KafkaFixture kafka;
    private TopicNames topics;
    private PromptPublisher publisher;

    @BeforeEach
    void pictureBook(KafkaFixture fixture) throws IOException {
        kafka = fixture;
        topics = fixture.newTopics();
        publisher = new PromptPublisher(fixture.clients(), topics);
        new PictureBookWriter(PictureBookOptions.of(Map.of("count", "20"))).write(folder);
    }

    @Test
    void aSourceIsPublishedWithEveryQuestionAndChangesNoPromptId() throws IOException {
        new PromptPublisher(kafka.clients(), topics, LARGEST, Optional.of("book")).publish(folder);

        Map<String, ConsumerRecord<byte[], byte[]>> pool = records(topics.promptPool());
        assertThat(pool.values())
                .hasSize(40)
                .allSatisfy(raw ->
                        assertThat(Codecs.POOL.decode(raw.value()).source()).contains("book"));
        assertThat(publisher.publish(folder)).isEqualTo(new PublishResult(0, 40));
    }

    @Test
    void everyPromptHasItsFactsUnderTheSameKeyAndItsPictureOnTheTopicOfPictures() throws IOException {
        assertThat(publisher.publish(folder)).isEqualTo(new PublishResult(40, 0));

        Map<String, ConsumerRecord<byte[], byte[]>> facts = records(topics.facts());
        Map<String, ConsumerRecord<byte[], byte[]>> pool = records(topics.promptPool());
        List<PromptRow> rows = PromptRows.read(folder.resolve(PromptRows.FILE));
        assertThat(facts).hasSize(40).containsOnlyKeys(pool.keySet());
        try (PictureFetcher fetcher = fetcher()) {
            for (PromptRow row : rows) {
                String promptId = promptId(row);
                PoolEntry entry = Codecs.POOL.decode(pool.get(promptId).value());
                ImagePayload image = entry.question().image().orElseThrow();
                assertThat(image.stored()).isPresent();
                assertThat(fetcher.bytes(image))
                        .isEqualTo(Files.readAllBytes(folder.resolve(row.image().orElseThrow())));
                Prompt prompt = Prompt.of(row, Optional.of(image));
                assertThat(entry).isEqualTo(prompt.entry());
                assertThat(Codecs.FACTS.decode(facts.get(promptId).value())).isEqualTo(prompt.facts());
            }
        }
    }

    @Test
    void aPictureIsWrittenOnceHoweverManyPromptsAskAboutIt() throws IOException {
        publisher.publish(folder);
        long pictures = PromptRows.read(folder.resolve(PromptRows.FILE)).stream()
                .map(row -> sha256(row).orElseThrow())
                .distinct()
                .count();
        assertThat(pictures).isEqualTo(20);
        assertThat(count(topics.pictures())).isEqualTo(20);

        publisher.publish(folder);
        PromptRow known = PromptRows.read(folder.resolve(PromptRows.FILE)).get(0);
        publisher.publish(List.of(row("more", known.image().orElseThrow(), "Anything else?", "A cat.")), folder);
        assertThat(count(topics.promptPool())).isEqualTo(41);
        assertThat(count(topics.pictures())).isEqualTo(20);
    }

    @Test
    void anEntryOfAnEarlierBuildWithItsPictureInsideIsPublishedAgainWithAReference() throws IOException {
        PromptRow row = PromptRows.read(folder.resolve(PromptRows.FILE)).get(0);
        Prompt earlier = earlier(row);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(kafka.clients().producer("test"))) {
            byte[] key = RecordKeys.bytes(earlier.promptId());
            producer.send(new ProducerRecord<>(topics.facts(), key, Codecs.FACTS.encode(earlier.facts())));
            producer.send(new ProducerRecord<>(topics.promptPool(), key, Codecs.POOL.encode(earlier.entry())));
        }
        assertThat(publisher.publish(List.of(row), folder)).isEqualTo(new PublishResult(1, 0));
        assertThat(publisher.publish(List.of(row), folder)).isEqualTo(new PublishResult(0, 1));
        PoolEntry entry = Codecs.POOL.decode(
                records(topics.promptPool()).get(earlier.promptId()).value());
        assertThat(entry.question().image().orElseThrow().stored()).isPresent();
    }

    @Test
    void noFactsAreSentAfterThePoolEntryOfTheirPrompt() throws IOException {
        publisher.publish(folder);
        Map<String, ConsumerRecord<byte[], byte[]>> pool = records(topics.promptPool());
        records(topics.facts())
                .forEach((key, facts) -> assertThat(facts.timestamp())
                        .isLessThanOrEqualTo(pool.get(key).timestamp()));
    }

    @Test
    void publishingAgainChangesNothingAndNewRowsAreAdded() throws IOException {
        publisher.publish(folder);
        assertThat(publisher.publish(folder)).isEqualTo(new PublishResult(0, 40));

        String row =
                "{\"id\":\"mine\",\"question\":\"Is it late?\",\"answer_kind\":\"yes_no\",\"correct_answer\":\"no\"}\n";
        Files.writeString(folder.resolve(PromptRows.FILE), row, StandardOpenOption.APPEND);
        assertThat(publisher.publish(folder)).isEqualTo(new PublishResult(1, 40));
        assertThat(count(topics.facts())).isEqualTo(41);
        assertThat(count(topics.promptPool())).isEqualTo(41);
    }

    @Test
    void anInterruptedPublicationIsCompleted() throws IOException {
        List<PromptRow> rows = PromptRows.read(folder.resolve(PromptRows.FILE));
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(kafka.clients().producer("test"))) {
            Prompt prompt = earlier(rows.get(0));
            producer.send(new ProducerRecord<>(
                    topics.facts(), RecordKeys.bytes(prompt.promptId()), Codecs.FACTS.encode(prompt.facts())));
        }
        assertThat(publisher.publish(folder)).isEqualTo(new PublishResult(40, 0));
        assertThat(records(topics.promptPool()))
                .hasSize(40)
                .containsOnlyKeys(records(topics.facts()).keySet());
    }

    @Test
    void nothingIsPublishedWhenARowIsBad() throws IOException {
        Files.writeString(folder.resolve(PromptRows.FILE), "{}\n", StandardOpenOption.APPEND);
        assertThatThrownBy(() -> publisher.publish(folder))
                .isInstanceOf(BadRowsException.class)
                .hasMessageContaining("line 41");
        assertThat(count(topics.facts())).isZero();
    }

    @Test
    void aPictureThatExceedsTheLimitIsRefusedByItsRow() throws IOException {
        BufferedImage noise = new BufferedImage(600, 600, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(1);
        for (int i = 0; i < 600 * 600; i++) {
            noise.setRGB(i % 600, i / 600, random.nextInt());
        }
        ImageIO.write(noise, "png", folder.resolve("large.png").toFile());
        int size = (int) Files.size(folder.resolve("large.png"));
        assertThat(size).as("too large for a producer with Kafka's defaults").isGreaterThan(1 << 20);
        PromptRow row = row("large", "large.png", "What is it?", "A cat.");
        assertThatThrownBy(() -> new PromptPublisher(kafka.clients(), topics, size - 1, Optional.empty())
                        .publish(List.of(row), folder))
                .isInstanceOf(BadRowsException.class)
                .hasMessageContainingAll("row large", size + " bytes", "at most " + (size - 1), "pictures.max.bytes");
        assertThat(count(topics.promptPool())).isZero();
        assertThat(count(topics.pictures())).isZero();

        new PromptPublisher(kafka.clients(), topics, size, Optional.empty()).publish(List.of(row), folder);
        PoolEntry entry = Codecs.POOL.decode(
                records(topics.promptPool()).values().iterator().next().value());
        try (PictureFetcher fetcher = fetcher()) {
            assertThat(fetcher.bytes(entry.question().image().orElseThrow()))
                    .isEqualTo(Files.readAllBytes(folder.resolve("large.png")));
        }
    }

    @Test
    void filesOutsideOfTheFolderAndThoseThatAreNoPicturesAreNotPublished() throws IOException {
        Files.writeString(folder.resolve("passwd.png"), "root:x:0:0");
        for (String image : List.of("/etc/passwd", "../../../etc/hostname", "images/../../x.png", ".")) {
            assertThatThrownBy(() -> publisher.publish(List.of(row("p", image, "Q?", "A cat.")), folder))
                    .isInstanceOf(BadRowsException.class)
                    .hasMessageContaining("outside of the folder");
        }
        PromptRow good = PromptRows.read(folder.resolve(PromptRows.FILE)).get(0);
        PromptRow bad = row("p", "passwd.png", "Q?", "A cat.");
        PromptRow alsoBad = row("q", "passwd.png", "Why?", "A cat.");
        assertThatThrownBy(() -> publisher.publish(List.of(good, bad, alsoBad), folder))
                .isInstanceOf(BadRowsException.class)
                .hasMessageContainingAll("row p: the image", "unknown format", "row q: the image");
        assertThat(count(topics.promptPool())).isZero();
        assertThat(count(topics.facts())).isZero();
    }

    @Test
    void thePromptIdChangesWithQuestionFactsAndPicture() throws IOException {
        Files.write(folder.resolve("a.png"), new byte[] {1});
        Files.write(folder.resolve("b.png"), new byte[] {2});
        List<String> ids = new ArrayList<>();
        for (PromptRow row : List.of(
                row("p", "a.png", "Q?", "A cat."),
                row("p", "a.png", "R?", "A cat."),
                row("p", "a.png", "Q?", "A dog."),
                row("p", "b.png", "Q?", "A cat."))) {
            ids.add(promptId(row));
        }
        assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.startsWith("p."));
        assertThat(promptId(row("p", "a.png", "Q?", "A cat."))).isEqualTo(ids.get(0));
        Files.write(folder.resolve("a.png"), new byte[] {3});
        assertThat(promptId(row("p", "a.png", "Q?", "A cat."))).isNotIn(ids);
    }

    private static PromptRow row(String id, String image, String question, String caption) {
        return new PromptRow(
                id,
                Optional.of(image),
                question,
                AnswerKind.OPEN,
                Optional.empty(),
                List.of(caption),
                Optional.empty(),
                1,
                Optional.empty(),
                "train");
    }

    /** As builds published it that knew no topic for pictures. */
    private Prompt earlier(PromptRow row) throws IOException {
        byte[] picture = Files.readAllBytes(folder.resolve(row.image().orElseThrow()));
        return Prompt.of(row, Optional.of(ImagePayload.inline(picture, "image/png")));
    }

    private String promptId(PromptRow row) {
        return Prompt.promptId(row, sha256(row));
    }

    private Optional<String> sha256(PromptRow row) {
        return row.image().map(name -> {
            try {
                return PictureFile.read(folder.resolve(name)).sha256();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private PictureFetcher fetcher() {
        return PictureFetcher.of(Settings.of(
                CommonSettings.class,
                Map.of("kafka.bootstrap.servers", kafka.bootstrapServers(), "topics.prefix", topics.prefix())));
    }

    private int count(String topic) {
        return read(topic).size();
    }

    private Map<String, ConsumerRecord<byte[], byte[]>> records(String topic) {
        Map<String, ConsumerRecord<byte[], byte[]>> byKey = new HashMap<>();
        read(topic).forEach(record -> byKey.put(RecordKeys.text(record.key()), record));
        return byKey;
    }

    private List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(kafka.clients().consumer("test"))) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (!ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
        }
        return records;
    }
}

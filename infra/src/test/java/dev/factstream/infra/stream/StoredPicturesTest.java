package dev.factstream.infra.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factstream.infra.fixture.KafkaExtension;
import dev.factstream.infra.fixture.KafkaFixture;
import dev.factstream.infra.topics.TopicOverrides;
import dev.factstream.infra.topics.TopicTool;
import dev.factstream.runtime.pictures.PictureFetcher;
import dev.factstream.runtime.pictures.PictureWriter;
import dev.factstream.runtime.settings.CommonSettings;
import dev.factstream.runtime.settings.Settings;
import dev.factstream.schemas.ticket.ImagePayload;
import dev.factstream.schemas.ticket.PictureCoordinate;
import dev.factstream.schemas.ticket.UnreadableImageException;
import dev.factstream.schemas.topics.TopicNames;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(KafkaExtension.class)
class StoredPicturesTest {
    private static final int LARGEST = 2 << 20;
    private static final int TOO_LARGE = (8 << 20) + 2048; // the default, and more than a message has around a picture

    private final KafkaFixture kafka;
    private final TopicNames names;
    private final Random random = new Random(1);

    StoredPicturesTest(KafkaFixture kafka) {
        this.kafka = kafka;
        names = kafka.newTopics();
    }

    @Test
    void readsPicturesInAnyOrderAndLittleElse() {
        Map<ImagePayload, byte[]> pictures = write(60, 50_000);
        List<ImagePayload> order = new ArrayList<>(pictures.keySet());
        Collections.shuffle(order, random);
        try (PictureFetcher fetcher = fetcher(0)) {
            for (ImagePayload image : order) {
                assertThat(fetcher.bytes(image)).isEqualTo(pictures.get(image));
            }

            assertThat(fetcher.receivedBytes()).isBetween(sum(order), sum(order) * 3 / 2);
        }
    }

    @Test
    void aPictureInTheCacheIsNotReadAgain() {
        List<ImagePayload> images = new ArrayList<>(write(20, 10_000).keySet());
        try (PictureFetcher fetcher = fetcher(sum(images))) {
            fetcher.prefetch(images);
            long received = fetcher.receivedBytes();
            images.forEach(fetcher::bytes);

            assertThat(received).isGreaterThan(sum(images));
            assertThat(fetcher.receivedBytes()).isEqualTo(received);
        }
    }

    @Test
    void picturesBeyondTheCacheAreReadOneByOne() {
        Map<ImagePayload, byte[]> pictures = write(20, 10_000);
        try (PictureFetcher fetcher = fetcher(50_000)) {
            fetcher.prefetch(pictures.keySet());

            assertThat(fetcher.receivedBytes()).isLessThan(75_000);
            pictures.forEach((image, bytes) -> assertThat(fetcher.bytes(image)).isEqualTo(bytes));
        }
    }

    @Test
    void anotherPictureAtTheCoordinateIsRefused() {
        List<ImagePayload> images = new ArrayList<>(write(2, 100).keySet());
        ImagePayload first = images.get(0);
        ImagePayload wrong = at(first, images.get(1).stored().orElseThrow());
        try (PictureFetcher fetcher = fetcher(0)) {
            assertThatThrownBy(() -> fetcher.bytes(wrong))
                    .isInstanceOf(UnreadableImageException.class)
                    .hasMessageContaining("not " + first.sha256());
            assertThat(fetcher.bytes(first)).isNotEmpty();
        }
    }

    @Test
    void aPictureThatIsGoneOrWasNeverThereIsNamed() throws Exception {
        ImagePayload deleted = write(1, 100).keySet().iterator().next();
        PictureCoordinate old = deleted.stored().orElseThrow();
        try (Admin admin = kafka.admin()) {
            admin.deleteRecords(Map.of(
                            new TopicPartition(names.pictures(), old.partition()),
                            RecordsToDelete.beforeOffset(old.offset() + 1)))
                    .all()
                    .get();
        }
        ImagePayload kept = write(1, 100).keySet().iterator().next();
        try (PictureFetcher fetcher = fetcher(0)) {
            for (ImagePayload missing : List.of(
                    deleted,
                    at(kept, new PictureCoordinate(old.partition(), 99)),
                    at(kept, new PictureCoordinate(99, 0)))) {
                assertThatThrownBy(() -> fetcher.bytes(missing))
                        .isInstanceOf(UnreadableImageException.class)
                        .hasMessage("the picture " + missing.sha256() + " is not on topic " + names.pictures() + " at "
                                + missing.stored().orElseThrow());
            }
            assertThat(fetcher.bytes(kept)).hasSize(100);
        }
    }

    @Test
    void theTopicTakesPicturesUpToTheLimitThatWasApplied() {
        byte[] picture = new byte[TOO_LARGE];
        try (PictureWriter writer = new PictureWriter(kafka.clients(), names.pictures(), 2 * TOO_LARGE)) {
            CompletableFuture<ImagePayload> refused = writer.write(picture, "image/png");
            assertThatThrownBy(refused::join)
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(RecordTooLargeException.class);

            TopicTool.apply(kafka.clients(), names, new TopicOverrides(Map.of(), (short) -1, 2 * TOO_LARGE));

            try (PictureFetcher fetcher = fetcher(0)) {
                assertThat(fetcher.bytes(writer.write(picture, "image/png").join()))
                        .isEqualTo(picture);
            }
        }
    }

    private Map<ImagePayload, byte[]> write(int count, int length) {
        Map<ImagePayload, byte[]> written = new HashMap<>();
        try (PictureWriter writer = new PictureWriter(kafka.clients(), names.pictures(), LARGEST)) {
            for (int i = 0; i < count; i++) {
                byte[] bytes = new byte[length];
                random.nextBytes(bytes);
                written.put(writer.write(bytes, "image/png").join(), bytes);
            }
        }
        return written;
    }

    private static ImagePayload at(ImagePayload image, PictureCoordinate position) {
        return ImagePayload.stored(image.sha256(), image.mediaType(), image.byteLength(), position);
    }

    private static long sum(List<ImagePayload> images) {
        return images.stream().mapToLong(ImagePayload::byteLength).sum();
    }

    private PictureFetcher fetcher(long cacheBytes) {
        return PictureFetcher.of(Settings.of(
                CommonSettings.class,
                Map.of(
                        "kafka.bootstrap.servers", kafka.bootstrapServers(),
                        "topics.prefix", names.prefix(),
                        "pictures.cache.bytes", Long.toString(cacheBytes))));
    }
}

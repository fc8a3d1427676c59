package dev.factstream.data.publish;

import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.runtime.kafka.TopicScanner;
import dev.factstream.runtime.pictures.StoredPictureRange;
import dev.factstream.schemas.ticket.ImagePayload;
import dev.factstream.schemas.ticket.PictureCoordinate;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.schemas.wire.Codecs;
import dev.factstream.schemas.wire.MalformedRecordException;
import dev.factstream.schemas.wire.RecordKeys;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The questions in {@code prompt-pool} and the pictures that they refer to. Holds an id per question and a hash per picture, so it is
 * bounded by the size of the pool. Not thread-safe.
 */
final class PublishedPool {
    private final Set<String> promptIds = new HashSet<>();
    private final Map<String, PictureCoordinate> pictures = new HashMap<>();

    private PublishedPool() {}

    /** Reads the pool, and no picture. Blocks. */
    static PublishedPool read(KafkaClients clients, TopicNames names) {
        PublishedPool pool = new PublishedPool();
        try (StoredPictureRange range = new StoredPictureRange(clients, names.pictures())) {
            new TopicScanner(clients).read(names.promptPool(), record -> pool.apply(record, range));
        }
        return pool;
    }

    private void apply(ConsumerRecord<byte[], byte[]> record, StoredPictureRange range) {
        String promptId = RecordKeys.text(record.key());
        promptIds.remove(promptId);
        if (record.value() != null && refersToItsPicture(record.value(), range)) {
            promptIds.add(promptId);
        }
    }

    /** False for a record of an earlier build, which has its picture inside or at a uri: it is published again. */
    private boolean refersToItsPicture(byte[] value, StoredPictureRange range) {
        try {
            Optional<ImagePayload> image = Codecs.POOL.decode(value).question().image();
            Optional<ImagePayload> stored =
                    image.filter(one -> one.stored().isPresent()).filter(range::has);
            stored.ifPresent(one -> pictures.put(one.sha256(), one.stored().get()));
            return image.isEmpty() || stored.isPresent();
        } catch (MalformedRecordException e) {
            return false;
        }
    }

    /** Whether the pool has a question whose picture, if it has one, is on the topic {@code pictures}. */
    boolean has(String promptId) {
        return promptIds.contains(promptId);
    }

    /** Returns where the picture with this hash is on the topic {@code pictures}. */
    Optional<PictureCoordinate> picture(String sha256) {
        return Optional.ofNullable(pictures.get(sha256));
    }

    /** Adds a picture that has been written. */
    void add(ImagePayload written) {
        pictures.put(written.sha256(), written.stored().orElseThrow());
    }
}

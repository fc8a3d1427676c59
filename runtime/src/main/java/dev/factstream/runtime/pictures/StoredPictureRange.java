package dev.factstream.runtime.pictures;

import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.runtime.kafka.MissingTopicException;
import dev.factstream.runtime.kafka.OffsetRanges;
import dev.factstream.schemas.ticket.ImagePayload;

/**
 * Tells which pictures the topic {@code pictures} still has, by the range of its offsets and without reading it. Records leave that
 * topic only if somebody deletes them, and then from the beginning of a partition. Not thread-safe; close it.
 */
public final class StoredPictureRange implements AutoCloseable {
    private final OffsetRanges offsets;

    /** @param topic full name of the topic; if it does not exist, only a question about a picture on it fails */
    public StoredPictureRange(KafkaClients clients, String topic) {
        offsets = new OffsetRanges(clients, "factstream-picture-range", topic);
    }

    /** Takes over the range as it is now. */
    public void refresh() {
        offsets.refresh();
    }

    /**
     * Returns whether a picture was on the topic when {@link #refresh} was called last; true for one that is elsewhere.
     *
     * @throws MissingTopicException if the topic does not exist
     */
    public boolean has(ImagePayload image) {
        return image.stored()
                .map(at -> offsets.contains(at.partition(), at.offset()))
                .orElse(true);
    }

    @Override
    public void close() {
        offsets.close();
    }
}

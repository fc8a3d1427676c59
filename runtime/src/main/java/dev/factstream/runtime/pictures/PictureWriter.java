package dev.factstream.runtime.pictures;

import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.schemas.Sha256;
import dev.factstream.schemas.ticket.ImagePayload;
import dev.factstream.schemas.ticket.PictureCoordinate;
import dev.factstream.schemas.topics.TopicCatalogue;
import dev.factstream.schemas.wire.RecordKeys;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Writes pictures to the topic {@code pictures}, whose records are the encoded bytes, keyed by their SHA-256: each picture is a record
 * batch, so that it can be read alone. It does not look for a picture that is there already. Thread-safe; close it.
 */
public final class PictureWriter implements AutoCloseable {
    private final Producer<byte[], byte[]> producer;
    private final String topic;

    /**
     * @param topic full name of the topic
     * @param largest bytes of the largest picture, {@code pictures.max.bytes}
     */
    public PictureWriter(KafkaClients clients, String topic, int largest) {
        this.topic = topic;
        producer = new KafkaProducer<>(
                clients.largeRecordProducer("factstream-pictures", TopicCatalogue.pictureMessageBytes(largest)));
    }

    /**
     * Sends a picture. Blocks while the producer's memory is full.
     *
     * @return its reference, once the brokers have acknowledged it; fails with the exception of the producer
     */
    public CompletableFuture<ImagePayload> write(byte[] bytes, String mediaType) {
        CompletableFuture<ImagePayload> reference = new CompletableFuture<>();
        String sha256 = Sha256.hex(bytes);
        producer.send(new ProducerRecord<>(topic, RecordKeys.bytes(sha256), bytes), (sent, failure) -> {
            if (failure == null) {
                PictureCoordinate at = new PictureCoordinate(sent.partition(), sent.offset());
                reference.complete(ImagePayload.stored(sha256, mediaType, bytes.length, at));
            } else {
                reference.completeExceptionally(failure);
            }
        });
        return reference;
    }

    /** Waits until all pictures are acknowledged, or have failed. */
    public void flush() {
        producer.flush();
    }

    @Override
    public void close() {
        producer.close();
    }
}

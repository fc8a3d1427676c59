package dev.factstream.data.publish;

import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.runtime.pictures.PictureFetcher;
import dev.factstream.schemas.rows.PromptRow;
import dev.factstream.schemas.rows.PromptRows;
import dev.factstream.schemas.ticket.ImagePayload;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.schemas.wire.Codecs;
import dev.factstream.schemas.wire.RecordKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Publishes rows: the broker acknowledges the facts of a prompt before its pool entry is sent, so that no ticket can exist
 * without facts. Publishing the same rows again changes nothing, and repeating an interrupted publication completes it.
 * Blocking; an instance must be used by one thread at a time.
 */
public final class PromptPublisher {
    /** Prompts per batch of facts and then entries: bounds memory, since pictures are read batch by batch. */
    private static final int BATCH = 500;

    private final KafkaClients clients;
    private final TopicNames topics;
    private final PictureFetcher pictures;
    private final Optional<String> source;

    /** For rows whose pictures all fit into records. */
    public PromptPublisher(KafkaClients clients, TopicNames topics) {
        this(clients, topics, PictureFetcher.inlineOnly(), Optional.empty());
    }

    /**
     * @param pictures has the settings of the roles that will fetch pictures too large for a record
     * @param source name of the data that is published, under which learners can give it a share
     */
    public PromptPublisher(KafkaClients clients, TopicNames topics, PictureFetcher pictures, Optional<String> source) {
        this.clients = clients;
        this.topics = topics;
        this.pictures = pictures;
        this.source = source;
    }

    /**
     * Publishes the {@code prompts.jsonl} of a folder.
     *
     * @throws dev.factstream.schemas.rows.BadRowsException if rows are invalid or name pictures outside of the folder: nothing is
     *     published then; or if a picture cannot be decoded: what was published before it stays, and publishing again adds the rest
     * @throws IOException if a file cannot be read
     * @throws PublishException if the broker does not accept a record
     */
    public PublishResult publish(Path folder) throws IOException {
        return publish(PromptRows.read(folder.resolve(PromptRows.FILE)), folder);
    }

    /** Publishes rows whose image paths are relative to {@code folder}; errors as {@link #publish(Path)}. */
    public PublishResult publish(List<PromptRow> rows, Path folder) throws IOException {
        PublishablePictures publishable = new PublishablePictures(folder.resolve(PromptRows.FILE), pictures);
        publishable.requireInside(rows);
        Set<String> known = PublishedKeys.of(clients, topics.facts());
        Set<String> pooled = PublishedKeys.of(clients, topics.promptPool());
        int unchanged = 0;
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(clients.producer("data-publish"))) {
            for (int from = 0; from < rows.size(); from += BATCH) {
                List<Prompt> prompts = new ArrayList<>();
                for (PromptRow row : rows.subList(from, Math.min(rows.size(), from + BATCH))) {
                    Prompt prompt = Prompt.of(row, folder);
                    if (pooled.contains(prompt.promptId()) && known.contains(prompt.promptId())) {
                        unchanged++;
                    } else {
                        requirePicture(row, prompt, folder, publishable);
                        prompts.add(source.map(prompt::from).orElse(prompt));
                    }
                }
                send(producer, prompts);
            }
        }
        return new PublishResult(rows.size() - unchanged, unchanged);
    }

    private static void requirePicture(PromptRow row, Prompt prompt, Path folder, PublishablePictures publishable)
            throws IOException {
        Optional<ImagePayload> image = prompt.entry().question().image();
        if (image.isPresent()) {
            Path file = folder.resolve(row.image().orElseThrow());
            byte[] bytes =
                    image.get().inline().isPresent() ? image.get().inline().get() : Files.readAllBytes(file);
            publishable.require(row, image.get(), file, bytes);
        }
    }

    private void send(Producer<byte[], byte[]> producer, List<Prompt> prompts) {
        List<Future<RecordMetadata>> facts = new ArrayList<>();
        for (Prompt prompt : prompts) {
            facts.add(producer.send(record(topics.facts(), prompt, Codecs.FACTS.encode(prompt.facts()))));
        }
        awaitAll(producer, facts, topics.facts());
        List<Future<RecordMetadata>> entries = new ArrayList<>();
        for (Prompt prompt : prompts) {
            entries.add(producer.send(record(topics.promptPool(), prompt, Codecs.POOL.encode(prompt.entry()))));
        }
        awaitAll(producer, entries, topics.promptPool());
    }

    private static ProducerRecord<byte[], byte[]> record(String topic, Prompt prompt, byte[] value) {
        return new ProducerRecord<>(topic, RecordKeys.bytes(prompt.promptId()), value);
    }

    static void awaitAll(Producer<?, ?> producer, List<Future<RecordMetadata>> sent, String topic) {
        producer.flush();
        for (Future<RecordMetadata> one : sent) {
            try {
                one.get();
            } catch (ExecutionException e) {
                throw new PublishException(
                        "The broker did not accept a record for " + topic + ": "
                                + e.getCause().getMessage(),
                        e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new PublishException("Interrupted while publishing to " + topic, e);
            }
        }
    }
}

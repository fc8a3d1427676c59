package dev.factstream.data.publish;

import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.runtime.pictures.PictureWriter;
import dev.factstream.schemas.rows.PromptRow;
import dev.factstream.schemas.rows.PromptRows;
import dev.factstream.schemas.ticket.ImagePayload;
import dev.factstream.schemas.topics.TopicCatalogue;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.schemas.wire.Codecs;
import dev.factstream.schemas.wire.RecordKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Publishes rows: the broker acknowledges the picture and the facts of a prompt before its pool entry is sent, so that no ticket can
 * exist without them. A picture is written once, however many prompts ask about it: its hash is found among those that the pool refers
 * to. Publishing the same rows again changes nothing, and repeating an interrupted publication completes it; it may write up to
 * {@value #BATCH} pictures again. A prompt whose picture is no longer on the topic, or was published by an earlier build inside of its
 * entry, is published again. Blocking; an instance must be used by one thread at a time.
 */
public final class PromptPublisher {
    /** Prompts per batch of pictures and facts and then entries: bounds memory. */
    private static final int BATCH = 500;

    private final KafkaClients clients;
    private final TopicNames topics;
    private final int largestPicture;
    private final Optional<String> source;

    /** With the default of {@code pictures.max.bytes}, and without a source. */
    public PromptPublisher(KafkaClients clients, TopicNames topics) {
        this(clients, topics, TopicCatalogue.DEFAULT_LARGEST_PICTURE, Optional.empty());
    }

    /**
     * @param largestPicture most bytes of a picture, {@code pictures.max.bytes}
     * @param source name of the data that is published, under which learners can give it a share
     */
    public PromptPublisher(KafkaClients clients, TopicNames topics, int largestPicture, Optional<String> source) {
        this.clients = clients;
        this.topics = topics;
        this.largestPicture = largestPicture;
        this.source = source;
    }

    /**
     * Publishes the {@code prompts.jsonl} of a folder.
     *
     * @throws dev.factstream.schemas.rows.BadRowsException if rows are invalid, or their pictures are outside of the folder, too
     *     large or cannot be decoded: nothing is published then
     * @throws IOException if a file cannot be read
     * @throws PublishException if the broker does not accept a record
     */
    public PublishResult publish(Path folder) throws IOException {
        return publish(PromptRows.read(folder.resolve(PromptRows.FILE)), folder);
    }

    /** Publishes rows whose image paths are relative to {@code folder}; errors as {@link #publish(Path)}. */
    public PublishResult publish(List<PromptRow> rows, Path folder) throws IOException {
        PublishablePictures publishable = new PublishablePictures(folder, largestPicture);
        publishable.requireInside(rows);
        Set<String> known = PublishedKeys.of(clients, topics.facts());
        PublishedPool pool = PublishedPool.read(clients, topics);
        publishable.requireUsable(rows, promptId -> pool.has(promptId) && known.contains(promptId));
        int added = 0;
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(clients.producer("data-publish"));
                PictureWriter writer = new PictureWriter(clients, topics.pictures(), largestPicture)) {
            PictureReferences references = new PictureReferences(pool, writer);
            for (int from = 0; from < rows.size(); from += BATCH) {
                List<Unwritten> unwritten = new ArrayList<>();
                for (PromptRow row : rows.subList(from, Math.min(rows.size(), from + BATCH))) {
                    Optional<PictureFile> picture = publishable.read(row);
                    String promptId = Prompt.promptId(row, picture.map(PictureFile::sha256));
                    if (!pool.has(promptId) || !known.contains(promptId)) {
                        unwritten.add(new Unwritten(row, picture.map(references::of)));
                    }
                }
                references.await();
                send(producer, unwritten.stream().map(this::prompt).toList());
                added += unwritten.size();
            }
        }
        return new PublishResult(added, rows.size() - added);
    }

    /** A row that is published as soon as its picture is written. */
    private record Unwritten(PromptRow row, Optional<CompletableFuture<ImagePayload>> picture) {}

    private Prompt prompt(Unwritten unwritten) {
        Prompt prompt = Prompt.of(unwritten.row(), unwritten.picture().map(CompletableFuture::join));
        return source.map(prompt::from).orElse(prompt);
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

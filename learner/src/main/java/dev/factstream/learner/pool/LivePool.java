package dev.factstream.learner.pool;

import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.runtime.kafka.ReadableRecords;
import dev.factstream.runtime.kafka.StartOffsets;
import dev.factstream.runtime.kafka.TopicFollower;
import dev.factstream.runtime.pictures.StoredPictureRange;
import dev.factstream.schemas.ticket.ImagePayload;
import dev.factstream.schemas.ticket.PoolEntry;
import dev.factstream.schemas.ticket.Question;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.schemas.wire.Codecs;
import dev.factstream.schemas.wire.MalformedRecordException;
import dev.factstream.schemas.wire.RecordKeys;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A split of the topic {@code prompt-pool}, followed while a run asks its questions. The newest record of a promptId
 * decides; a tombstone retires a question, and so does a record that cannot be read or that belongs to another split. No
 * ticket has been issued for a record that cannot be read, so there is none that a dead letter could close. A question whose
 * picture is no longer on the topic {@code pictures} leaves the pool when it is read, so no ticket is issued for it either; publishing
 * it again brings it back.
 */
public final class LivePool implements QuestionPool {
    private static final Logger LOG = LoggerFactory.getLogger(LivePool.class);

    private final String split;
    private final PoolIndex index = new PoolIndex();
    private final ReadableRecords<PoolEntry> readable = new ReadableRecords<>(Codecs.POOL);
    private final TopicFollower follower;
    private final QuestionReader reader;
    private final Supplier<StoredPictureRange> openRange;
    private Optional<StoredPictureRange> range = Optional.empty();

    private LivePool(KafkaClients clients, TopicNames names, String split) {
        this.split = split;
        reader = new QuestionReader(clients, names.promptPool());
        openRange = () -> new StoredPictureRange(clients, names.pictures());
        follower = TopicFollower.open(
                clients.scanner("factstream-prompt-pool"), StartOffsets.beginning(), names.promptPool());
    }

    /**
     * Reads the current pool.
     *
     * @param split split to read, for instance {@code train}
     * @throws dev.factstream.runtime.kafka.MissingTopicException if the topic does not exist
     */
    public static LivePool open(KafkaClients clients, TopicNames names, String split) {
        LivePool pool = new LivePool(clients, names, split);
        try {
            pool.refresh();
            return pool;
        } catch (RuntimeException e) {
            pool.close();
            throw e;
        }
    }

    @Override
    public PoolIndex index() {
        return index;
    }

    @Override
    public void refresh() {
        follower.readToEnd(this::apply);
    }

    private void apply(ConsumerRecord<byte[], byte[]> raw) {
        String promptId;
        try {
            promptId = RecordKeys.text(raw.key());
        } catch (MalformedRecordException e) {
            readable.skip(raw, e.getMessage());
            return;
        }
        Optional<PoolEntry> entry = raw.value() == null ? Optional.empty() : readable.decode(raw);
        if (entry.isPresent() && !entry.get().question().promptId().equals(promptId)) {
            readable.skip(
                    raw, "the key is not the promptId " + entry.get().question().promptId());
            entry = Optional.empty();
        }
        entry.filter(in -> in.split().equals(split))
                .ifPresentOrElse(in -> add(raw, in), () -> index.remove(promptId, raw.partition(), raw.offset()));
    }

    private void add(ConsumerRecord<byte[], byte[]> raw, PoolEntry entry) {
        Question question = entry.question();
        index.put(question.promptId(), entry.answerKind(), entry.source().orElse(""), raw.partition(), raw.offset());
        reader.keep(raw, question);
    }

    /** A record that is gone although no newer one was read can only have been replaced in the meantime, or be damaged. */
    @Override
    public Map<String, Question> read(Collection<PoolQuestion> questions) {
        Map<String, Question> found = reader.read(questions);
        List<PoolQuestion> missing = questions.stream()
                .filter(question -> !found.containsKey(question.promptId()))
                .toList();
        if (!missing.isEmpty()) {
            refresh();
        }
        for (PoolQuestion question : missing) {
            if (index.find(question.promptId()).filter(question::equals).isPresent()) {
                LOG.warn(
                        "Question {} leaves the pool: its record at prompt-pool-{}@{} cannot be read",
                        question.promptId(),
                        question.partition(),
                        question.offset());
                index.remove(question);
            }
        }
        removeWithoutPicture(questions, found);
        return found;
    }

    private void removeWithoutPicture(Collection<PoolQuestion> questions, Map<String, Question> found) {
        if (found.values().stream().noneMatch(question -> stored(question).isPresent())) {
            return;
        }
        StoredPictureRange pictures = currentRange();
        for (PoolQuestion question : questions) {
            Optional<ImagePayload> gone = Optional.ofNullable(found.get(question.promptId()))
                    .flatMap(LivePool::stored)
                    .filter(image -> !pictures.has(image));
            if (gone.isPresent()) {
                LOG.warn(
                        "Question {} leaves the pool: its picture {} is no longer on the topic pictures at {}; publish it again",
                        question.promptId(),
                        gone.get().sha256(),
                        gone.get().stored().orElseThrow());
                index.remove(question);
                found.remove(question.promptId());
            }
        }
    }

    private static Optional<ImagePayload> stored(Question question) {
        return question.image().filter(image -> image.stored().isPresent());
    }

    private StoredPictureRange currentRange() {
        if (range.isPresent()) {
            range.get().refresh();
        } else {
            range = Optional.of(openRange.get());
        }
        return range.get();
    }

    @Override
    public void close() {
        follower.close();
        range.ifPresent(StoredPictureRange::close);
    }
}

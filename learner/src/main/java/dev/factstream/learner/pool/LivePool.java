package dev.factstream.learner.pool;

import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.runtime.kafka.ReadableRecords;
import dev.factstream.runtime.kafka.StartOffsets;
import dev.factstream.runtime.kafka.TopicFollower;
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
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A split of the topic {@code prompt-pool}, followed while a run asks its questions. The newest record of a promptId
 * decides; a tombstone retires a question, and so does a record that cannot be read or that belongs to another split. No
 * ticket has been issued for a record that cannot be read, so there is none that a dead letter could close.
 */
public final class LivePool implements QuestionPool {
    private static final Logger LOG = LoggerFactory.getLogger(LivePool.class);

    private final String split;
    private final PoolIndex index = new PoolIndex();
    private final ReadableRecords<PoolEntry> readable = new ReadableRecords<>(Codecs.POOL);
    private final TopicFollower follower;
    private final QuestionReader reader;

    private LivePool(KafkaClients clients, TopicNames names, String split) {
        this.split = split;
        reader = new QuestionReader(clients, names.promptPool());
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
        return found;
    }

    @Override
    public void close() {
        follower.close();
    }
}

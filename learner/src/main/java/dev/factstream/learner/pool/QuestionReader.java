package dev.factstream.learner.pool;

import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.runtime.kafka.ReadableRecords;
import dev.factstream.runtime.kafka.RecordLookup;
import dev.factstream.schemas.ticket.PoolEntry;
import dev.factstream.schemas.ticket.Question;
import dev.factstream.schemas.wire.Codecs;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Reads text and picture of questions from {@code prompt-pool} by their coordinates. The questions used last stay in
 * memory, up to {@value #KEPT_BYTES} bytes of their records, so that a small pool is read once. Not thread-safe.
 */
final class QuestionReader {
    static final int KEPT_BYTES = 32 * 1024 * 1024;

    /** Estimated bytes of the objects that hold a record. */
    private static final int OVERHEAD = 400;

    /** Offsets that are closer than this are read in one go: one fetch brings several batches of records anyway. */
    private static final int LARGEST_GAP = 200;

    private static final int FETCH_BYTES = 64 * 1024;

    private record Kept(int partition, long offset, Question question, int bytes) {}

    private final KafkaClients clients;
    private final String topic;
    private final ReadableRecords<PoolEntry> readable = new ReadableRecords<>(Codecs.POOL);
    private final LinkedHashMap<String, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);
    private long keptBytes;

    QuestionReader(KafkaClients clients, String topic) {
        this.clients = clients;
        this.topic = topic;
    }

    /** Keeps a question that was just read, and forgets those that were not used for longest. */
    void keep(ConsumerRecord<byte[], byte[]> raw, Question question) {
        int bytes = OVERHEAD + raw.value().length;
        keptBytes += bytes;
        Kept older = kept.put(question.promptId(), new Kept(raw.partition(), raw.offset(), question, bytes));
        keptBytes -= older == null ? 0 : older.bytes();
        Iterator<Kept> oldest = kept.values().iterator();
        while (keptBytes > KEPT_BYTES && oldest.hasNext()) {
            keptBytes -= oldest.next().bytes();
            oldest.remove();
        }
    }

    /** Returns the questions by promptId, without those that are no longer at their coordinates. */
    Map<String, Question> read(Collection<PoolQuestion> questions) {
        Map<String, Question> found = new HashMap<>();
        SortedMap<Integer, SortedMap<Long, String>> wanted = new TreeMap<>();
        for (PoolQuestion question : questions) {
            Kept known = kept.get(question.promptId());
            if (known != null && known.partition() == question.partition() && known.offset() == question.offset()) {
                found.put(question.promptId(), known.question());
            } else {
                wanted.computeIfAbsent(question.partition(), partition -> new TreeMap<>())
                        .put(question.offset(), question.promptId());
            }
        }
        if (!wanted.isEmpty()) {
            fetch(wanted, found);
        }
        return found;
    }

    private void fetch(SortedMap<Integer, SortedMap<Long, String>> wanted, Map<String, Question> found) {
        Map<String, Object> properties = new HashMap<>(clients.scanner("factstream-prompt-lookup"));
        properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES);
        try (RecordLookup lookup = new RecordLookup(properties, topic)) {
            wanted.forEach((partition, offsets) -> {
                for (List<Long> near : neighbours(offsets.keySet())) {
                    lookup.read(
                            partition,
                            near,
                            raw -> take(raw, offsets.get(raw.offset()), found),
                            (offset, e) -> {}); // left out, like a record that is gone
                }
            });
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> raw, String promptId, Map<String, Question> found) {
        if (raw.value() != null) {
            readable.decode(raw)
                    .map(PoolEntry::question)
                    .filter(question -> question.promptId().equals(promptId))
                    .ifPresent(question -> {
                        found.put(promptId, question);
                        keep(raw, question);
                    });
        }
    }

    /** Groups rising offsets, so that a group has no gap above {@link #LARGEST_GAP}. */
    private static List<List<Long>> neighbours(Collection<Long> offsets) {
        List<List<Long>> groups = new ArrayList<>();
        long last = Long.MIN_VALUE;
        for (long offset : offsets) {
            if (groups.isEmpty() || offset - last > LARGEST_GAP) {
                groups.add(new ArrayList<>());
            }
            groups.get(groups.size() - 1).add(offset);
            last = offset;
        }
        return groups;
    }
}

package dev.factstream.dashboard;

import dev.factstream.schemas.facts.Facts;
import dev.factstream.schemas.wire.Codecs;
import dev.factstream.schemas.wire.MalformedRecordException;
import dev.factstream.schemas.wire.NewerSchemaException;
import dev.factstream.schemas.wire.RecordKeys;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The most recently published facts, kept encoded because few are ever read. Not thread-safe. */
final class RecentFacts {
    /** Number of prompts kept. */
    static final int MOST = 50_000;

    private final Map<String, byte[]> byPrompt = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, byte[]> eldest) {
            return size() > MOST;
        }
    };

    void add(ConsumerRecord<byte[], byte[]> record) {
        String promptId = RecordKeys.text(record.key());
        if (record.value() == null) {
            byPrompt.remove(promptId);
        } else {
            byPrompt.put(promptId, record.value());
        }
    }

    /** Returns the facts of a prompt; empty if unknown or unreadable. */
    Optional<Facts> of(String promptId) {
        try {
            return Optional.ofNullable(byPrompt.get(promptId)).map(Codecs.FACTS::decode);
        } catch (MalformedRecordException | NewerSchemaException e) {
            return Optional.empty();
        }
    }
}

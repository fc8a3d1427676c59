package dev.factstream.console.dashboard;

import dev.factstream.schemas.facts.Facts;
import dev.factstream.schemas.rollout.Rollout;
import dev.factstream.schemas.wire.Codecs;
import dev.factstream.schemas.wire.Keys;
import dev.factstream.schemas.wire.MalformedRecordException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The facts published last, still encoded, since few of them are ever looked at. Not thread-safe. */
final class KnownFacts {
    /** So many prompts are remembered. */
    static final int MOST = 50_000;

    private final Map<String, byte[]> byPrompt = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, byte[]> eldest) {
            return size() > MOST;
        }
    };

    void add(ConsumerRecord<byte[], byte[]> record) {
        String promptId = Keys.text(record.key());
        if (record.value() == null) {
            byPrompt.remove(promptId);
        } else {
            byPrompt.put(promptId, record.value());
        }
    }

    /** What is known about the picture of a rollout; empty too where what was published cannot be read. */
    Optional<Facts> of(Rollout rollout) {
        try {
            return Optional.ofNullable(byPrompt.get(rollout.question().promptId()))
                    .map(Codecs.FACTS::decode);
        } catch (MalformedRecordException e) {
            return Optional.empty();
        }
    }
}

package dev.factstream.learner.dispatch;

import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.runtime.kafka.TopicScanner;
import dev.factstream.schemas.ticket.PoolEntry;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.schemas.wire.Codecs;
import dev.factstream.schemas.wire.MalformedRecordException;
import dev.factstream.schemas.wire.RecordKeys;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the questions of a split from the topic of the prompt pool. */
public final class PromptPoolReader {
    private static final Logger LOG = LoggerFactory.getLogger(PromptPoolReader.class);

    private PromptPoolReader() {}

    /**
     * The current pool: the newest entry of each prompt, without deleted ones. Skips and logs entries that cannot be
     * read. No ticket has been issued for them, so there is none that a dead letter could close.
     *
     * @param split split to read, for instance {@code train}
     * @throws IllegalArgumentException if it has no questions, or none of a kind that the mix asks for
     */
    public static PromptPool read(KafkaClients clients, TopicNames names, String split, PromptMix mix, long seed) {
        Map<String, PoolEntry> entries = new HashMap<>();
        new TopicScanner(clients).read(names.promptPool(), raw -> {
            try {
                String key = RecordKeys.text(raw.key());
                if (raw.value() == null) {
                    entries.remove(key);
                } else {
                    entries.put(key, Codecs.POOL.decode(raw.value()));
                }
            } catch (MalformedRecordException e) {
                LOG.warn("Skipped {}-{}@{}: {}", raw.topic(), raw.partition(), raw.offset(), e.getMessage());
            }
        });
        return new PromptPool(
                entries.values().stream()
                        .filter(entry -> entry.split().equals(split))
                        .toList(),
                mix,
                seed);
    }
}

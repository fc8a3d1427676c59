package dev.factstream.learner.dispatch;

import dev.factstream.learner.log.TopicScan;
import dev.factstream.schemas.settings.KafkaClients;
import dev.factstream.schemas.ticket.PoolEntry;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.schemas.wire.Codecs;
import dev.factstream.schemas.wire.Keys;
import java.util.HashMap;
import java.util.Map;

/** Reads the questions of a split from the prompt pool's topic. */
public final class PoolReader {

    private PoolReader() {}

    /**
     * The pool as the topic stands now; the newest entry of a prompt counts, a deleted one does not.
     *
     * @param split which questions, for instance {@code train}
     * @throws IllegalArgumentException if there is none, or none of a kind that the mix asks for
     */
    public static PromptPool read(KafkaClients clients, TopicNames names, String split, PromptMix mix, long seed) {
        Map<String, PoolEntry> entries = new HashMap<>();
        new TopicScan(clients).read(names.promptPool(), raw -> {
            String key = Keys.text(raw.key());
            if (raw.value() == null) {
                entries.remove(key);
            } else {
                entries.put(key, Codecs.POOL.decode(raw.value()));
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

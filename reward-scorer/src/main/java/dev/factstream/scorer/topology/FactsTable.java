package dev.factstream.scorer.topology;

import dev.factstream.schemas.facts.Facts;
import dev.factstream.schemas.wire.Codecs;
import dev.factstream.schemas.wire.MalformedRecordException;
import org.apache.kafka.streams.state.KeyValueStore;

/** The facts by promptId: the compacted topic as a local table of undecoded records. */
final class FactsTable {
    private final KeyValueStore<String, byte[]> store;

    FactsTable(KeyValueStore<String, byte[]> store) {
        this.store = store;
    }

    /** Whether there is a record for a prompt, which may be unreadable. */
    boolean contains(String promptId) {
        return store.get(promptId) != null;
    }

    /**
     * Returns the facts of a prompt.
     *
     * @throws FactsMissingException if there are none yet or they cannot be decoded; the message says which
     */
    Facts of(String promptId) throws FactsMissingException {
        byte[] value = store.get(promptId);
        if (value == null) {
            throw new FactsMissingException("there are no facts for prompt " + promptId);
        }
        try {
            return Codecs.FACTS.decode(value);
        } catch (MalformedRecordException e) {
            throw new FactsMissingException("the facts of prompt " + promptId + " cannot be read: " + e.getMessage());
        }
    }
}

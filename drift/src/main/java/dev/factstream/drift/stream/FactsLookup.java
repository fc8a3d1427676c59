package dev.factstream.drift.stream;

import dev.factstream.schemas.facts.Facts;
import dev.factstream.schemas.wire.Codecs;
import dev.factstream.schemas.wire.MalformedRecordException;
import dev.factstream.schemas.wire.RecordKeys;
import java.util.Optional;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.state.ValueAndTimestamp;

/** Looks up the facts of prompts in a copy of their topic. */
final class FactsLookup {
    private final ReadOnlyKeyValueStore<byte[], ValueAndTimestamp<byte[]>> store;

    FactsLookup(ReadOnlyKeyValueStore<byte[], ValueAndTimestamp<byte[]>> store) {
        this.store = store;
    }

    /** Returns the facts of a prompt; empty if there are none or they cannot be decoded. */
    Optional<Facts> of(String promptId) {
        ValueAndTimestamp<byte[]> found = store.get(RecordKeys.bytes(promptId));
        try {
            return found == null ? Optional.empty() : Optional.of(Codecs.FACTS.decode(found.value()));
        } catch (MalformedRecordException e) {
            return Optional.empty(); // the scorer reports it in a dead letter
        }
    }
}

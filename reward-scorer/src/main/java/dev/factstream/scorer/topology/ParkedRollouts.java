package dev.factstream.scorer.topology;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The rollouts that wait for facts. The state store has them; this object keeps an index of their prompts, so that a retry decodes
 * only those whose facts have arrived or whose time is over. The patience for facts bounds their number. Used by one thread.
 */
final class ParkedRollouts {
    private final KeyValueStore<String, byte[]> store;
    private final Map<String, Waiting> waiting = new LinkedHashMap<>();

    private record Waiting(String promptId, long arrivedAtMillis) {}

    /** @param store with the rollouts that were parked when the task ended, which the index is built from */
    ParkedRollouts(KeyValueStore<String, byte[]> store) {
        this.store = store;
        try (KeyValueIterator<String, byte[]> all = store.all()) {
            while (all.hasNext()) {
                KeyValue<String, byte[]> entry = all.next();
                // its key and value are read when it is due: an earlier build may have parked what this one cannot read
                waiting.put(entry.key, new Waiting("", PendingRollout.arrivedAtMillis(entry.value)));
            }
        }
    }

    boolean contains(String rolloutId) {
        return waiting.containsKey(rolloutId);
    }

    void add(String rolloutId, String promptId, PendingRollout source) {
        store.put(rolloutId, source.toBytes());
        waiting.put(rolloutId, new Waiting(promptId, source.arrivedAtMillis()));
    }

    /** Tries to end the waiting of a rollout. */
    interface Attempt {
        /** Returns the prompt that the rollout still waits for; empty text if it has an outcome. */
        String retry(PendingRollout source);
    }

    /**
     * Tries each rollout whose facts have arrived, or that arrived before {@code deadlineMillis}, and removes those with an outcome.
     */
    void retry(FactsTable facts, long deadlineMillis, Attempt attempt) {
        List<String> due = new ArrayList<>();
        waiting.forEach((id, entry) -> {
            if (entry.promptId().isEmpty()
                    || entry.arrivedAtMillis() <= deadlineMillis
                    || facts.contains(entry.promptId())) {
                due.add(id);
            }
        });
        for (String id : due) {
            PendingRollout source = PendingRollout.fromBytes(store.get(id));
            String promptId = attempt.retry(source);
            if (promptId.isEmpty()) {
                store.delete(id);
                waiting.remove(id);
            } else {
                waiting.put(id, new Waiting(promptId, source.arrivedAtMillis()));
            }
        }
    }
}

package dev.factstream.learner.ledger;

import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.runtime.kafka.ReadableRecords;
import dev.factstream.runtime.kafka.TopicScanner;
import dev.factstream.schemas.run.RunState;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.schemas.wire.Codecs;
import dev.factstream.schemas.wire.RecordKeys;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads the newest state of each run. Thread-safe. */
public final class RunStateReader {
    private final TopicScanner scan;
    private final LedgerReader ledger;
    private final TopicNames names;

    public RunStateReader(KafkaClients clients, TopicNames names) {
        scan = new TopicScanner(clients);
        ledger = new LedgerReader(clients, names);
        this.names = names;
    }

    /** The states of all runs that were not deleted, by run id. */
    public SortedMap<String, RunState> read() {
        SortedMap<String, RunState> states = new TreeMap<>();
        ReadableRecords<RunState> readable = new ReadableRecords<>(Codecs.RUN_STATES);
        scan.read(names.runState(), raw -> {
            if (raw.value() == null && raw.key() != null) {
                states.remove(RecordKeys.text(raw.key()));
            } else if (raw.value() != null) {
                readable.decode(raw).ifPresent(state -> states.put(state.runId(), state));
            }
        });
        return states;
    }

    /** The state of one run; empty if it was deleted, or no learner that writes states has worked on it. */
    public Optional<RunState> read(String runId) {
        return Optional.ofNullable(read().get(runId));
    }

    /**
     * The state of a run, with the progress that a learner resumes from; empty if the run has not started. If an earlier build wrote
     * the newest state, the progress is made from the whole ledger, once: the learner writes it with its first record.
     *
     * @param baseHash of the run's base model, for runs without a state
     */
    public Optional<RunState> readResumable(String runId, String baseHash) {
        Optional<RunState> state = read(runId);
        if (state.flatMap(RunState::progress).isPresent()) {
            return state;
        }
        LedgerFold fold = new LedgerFold();
        ledger.read(runId, entry -> fold.add(entry.record()));
        return fold.state(baseHash);
    }
}

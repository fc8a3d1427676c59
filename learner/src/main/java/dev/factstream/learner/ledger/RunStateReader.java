package dev.factstream.learner.ledger;

import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.runtime.kafka.ReadableRecords;
import dev.factstream.runtime.kafka.StartOffsets;
import dev.factstream.runtime.kafka.TopicScanner;
import dev.factstream.schemas.ledger.LedgerRecord;
import dev.factstream.schemas.run.RunState;
import dev.factstream.schemas.run.RunStatus;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.schemas.wire.Codecs;
import dev.factstream.schemas.wire.RecordKeys;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;

/** Reads the newest state of each run. Thread-safe. */
public final class RunStateReader {
    /**
     * Offsets before the end of the ledger, of all runs and their transactions, among which the newest record of a run is looked for,
     * in this order.
     */
    private static final List<Long> RECENT_OFFSETS = List.of(500L, 20_000L);

    private final KafkaClients clients;
    private final TopicNames names;

    public RunStateReader(KafkaClients clients, TopicNames names) {
        this.clients = clients;
        this.names = names;
    }

    /** The states of all runs that were not deleted, by run id. */
    public SortedMap<String, RunState> read() {
        return read(new TopicScanner(clients));
    }

    private SortedMap<String, RunState> read(TopicScanner scan) {
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
     * The state of a run, with the progress that a learner resumes from; empty if the run has not started. The ledger decides: if its
     * newest record is not the one that the newest readable state was written with, or if an earlier build wrote that state, the
     * progress is made from the whole ledger, once, and the learner writes it with its first record. Waits for open transactions, as
     * those of other runs hide newer records.
     *
     * @param baseHash of the run's base model, for runs without a state
     */
    public Optional<RunState> readResumable(String runId, String baseHash) {
        LedgerReader ledger = new LedgerReader(clients, names);
        Optional<RunState> state = Optional.ofNullable(
                        read(TopicScanner.waitingForTransactions(clients)).get(runId))
                .filter(found -> found.progress().isPresent());
        if (state.filter(found -> isNewest(found, ledger)).isPresent()) {
            return state;
        }
        LedgerFold fold = new LedgerFold();
        ledger.read(runId, entry -> fold.add(entry.record()));
        return fold.state(baseHash).or(() -> state); // a ledger without records of the run contradicts nothing
    }

    /**
     * Each record names a checkpoint of its own, except for the one that closes the run. The record can be far from the end of the
     * ledger, because a learner may be paused while others work; without any recent record, the whole ledger decides.
     */
    private static boolean isNewest(RunState state, LedgerReader ledger) {
        return RECENT_OFFSETS.stream()
                .flatMap(offsets -> newest(state.runId(), ledger, StartOffsets.last(offsets)).stream())
                .findFirst()
                .filter(last -> last.checkpointFolder().equals(state.checkpointFolder())
                        && last.closed() == (state.status() == RunStatus.CLOSED))
                .isPresent();
    }

    private static Optional<LedgerRecord> newest(String runId, LedgerReader ledger, StartOffsets start) {
        AtomicReference<LedgerRecord> newest = new AtomicReference<>();
        ledger.read(runId, start, entry -> newest.set(entry.record()));
        return Optional.ofNullable(newest.get());
    }
}

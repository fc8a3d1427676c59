package dev.factstream.actor.adapter;

import dev.factstream.schemas.run.RunState;
import dev.factstream.schemas.run.RunStatus;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Selects the runs that an actor serves: the open ones on its base whose learner has written their state lately. It keeps the states of
 * open runs, and of those the {@value #RUNS} that were written last. Not thread-safe.
 */
final class ServedRuns {
    static final int RUNS = 1024;
    /** A learner at work renews the state every few minutes, and after a step that takes longer. */
    private static final Duration SILENCE = Duration.ofHours(6);

    /** Bounds the length of a message. */
    private static final int NAMED_BASES = 5;

    private final String baseHash;
    private final Clock clock;
    private final Map<String, RunState> states = new LinkedHashMap<>(); // in the order of their last records

    ServedRuns(String baseHash, Clock clock) {
        this.baseHash = baseHash;
        this.clock = clock;
    }

    void put(RunState state) {
        states.remove(state.runId());
        if (state.status() == RunStatus.OPEN) {
            states.put(state.runId(), state);
        }
        if (states.size() > RUNS) {
            states.remove(states.keySet().iterator().next());
        }
    }

    /** Forgets a run whose state was deleted. */
    void remove(String runId) {
        states.remove(runId);
    }

    /** Returns the runs to serve now, by id. */
    Collection<RunState> served() {
        return open().stream()
                .filter(state -> state.baseHash().equals(baseHash))
                .sorted(Comparator.comparing(RunState::runId))
                .toList();
    }

    /** Returns why no run is served although some are open, with the bases asked for; empty if one is served or none is open. */
    Optional<String> unserved() {
        List<RunState> open = open();
        if (open.isEmpty() || open.stream().anyMatch(state -> state.baseHash().equals(baseHash))) {
            return Optional.empty();
        }
        SortedMap<String, String> asked = new TreeMap<>();
        open.forEach(state -> asked.putIfAbsent(state.baseHash(), state.runId()));
        return Optional.of("no open run is on this actor's base " + baseHash + ", but on "
                + asked.entrySet().stream()
                        .limit(NAMED_BASES)
                        .map(base -> base.getKey() + " (run " + base.getValue() + ")")
                        .collect(Collectors.joining(", "))
                + (asked.size() > NAMED_BASES ? " and " + (asked.size() - NAMED_BASES) + " more" : "")
                + "; set actor.model to one of these");
    }

    private List<RunState> open() {
        return states.values().stream()
                .filter(state -> clock.millis() - state.updatedAtMillis() < SILENCE.toMillis())
                .toList();
    }
}

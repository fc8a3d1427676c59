package dev.factstream.actor.adapter;

import dev.factstream.schemas.adapter.AdapterManifest;
import dev.factstream.schemas.run.RunState;
import dev.factstream.schemas.run.RunStatus;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Selects the runs that an actor serves: the open ones on its base whose learner has written their state lately. It keeps one state
 * and one manifest for each run on the topics. Not thread-safe.
 */
final class ServedRuns {
    /** A learner at work renews the state every few minutes, and after a step that takes longer. */
    private static final Duration SILENCE = Duration.ofHours(6);

    /** Bounds the length of a message. */
    private static final int NAMED_BASES = 5;

    private final String baseHash;
    private final Clock clock;
    private final Map<String, RunState> states = new TreeMap<>();
    private final Map<String, AdapterManifest> newest = new HashMap<>();

    ServedRuns(String baseHash, Clock clock) {
        this.baseHash = baseHash;
        this.clock = clock;
    }

    void put(RunState state) {
        states.put(state.runId(), state);
    }

    /** Forgets a run whose state was deleted. */
    void remove(String runId) {
        states.remove(runId);
        newest.remove(runId);
    }

    /** Keeps a manifest if it is the newest of its run. */
    void add(AdapterManifest manifest) {
        newest.merge(manifest.runId(), manifest, (old, next) -> next.version() >= old.version() ? next : old);
    }

    /** Returns the newest manifest of a run. */
    Optional<AdapterManifest> newest(String runId) {
        return Optional.ofNullable(newest.get(runId));
    }

    /** Returns the runs to serve now, by id. */
    Collection<RunState> served() {
        return states.values().stream()
                .filter(this::isOpen)
                .filter(state -> state.baseHash().equals(baseHash))
                .toList();
    }

    /** Returns why no run is served although some are open, with the bases asked for; empty if one is served or none is open. */
    Optional<String> unserved() {
        List<RunState> open = states.values().stream().filter(this::isOpen).toList();
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

    private boolean isOpen(RunState state) {
        return state.status() == RunStatus.OPEN && clock.millis() - state.updatedAtMillis() < SILENCE.toMillis();
    }
}

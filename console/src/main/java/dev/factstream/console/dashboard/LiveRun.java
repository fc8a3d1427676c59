package dev.factstream.console.dashboard;

import dev.factstream.schemas.facts.Facts;
import dev.factstream.schemas.ledger.LedgerRecord;
import dev.factstream.schemas.rollout.Rollout;
import dev.factstream.schemas.rollout.ScoredRollout;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** What is known of one run, in bounded memory. Not thread-safe. */
final class LiveRun {
    /** Rollouts that can be looked at. */
    static final int MOST_ROLLOUTS = 24;

    private static final int MOST_VERSIONS = 600;

    private final Thinned<VersionPoint> versions = new Thinned<>(MOST_VERSIONS);
    private final ActorSpeeds speeds = new ActorSpeeds(MOST_VERSIONS);
    private final Hallucinations hallucinations = new Hallucinations(MOST_VERSIONS);
    private final LagHistory lags = new LagHistory(MOST_VERSIONS);
    private final Waiting waiting = new Waiting();
    private final Deque<SeenRollout> rollouts = new ArrayDeque<>();
    private LedgerRecord newest;

    void add(LedgerRecord record) {
        newest = record;
        waiting.add(record);
        VersionPoint point = versions.get(record.version())
                .map(made -> made.with(record))
                .orElseGet(() -> VersionPoint.of(record, versions.get(record.version() - 1)));
        versions.put(record.version(), point);
    }

    void add(ScoredRollout scored, String coordinate) {
        waiting.add(scored.rollout());
        speeds.add(scored.rollout());
        hallucinations.add(scored);
        rollouts.addFirst(new SeenRollout(scored, coordinate));
        if (rollouts.size() > MOST_ROLLOUTS) {
            rollouts.removeLast();
        }
    }

    /** The newest ledger record; empty where only rollouts of the run have been seen. */
    Optional<LedgerRecord> newest() {
        return Optional.ofNullable(newest);
    }

    /** In order; of a long run older ones are thinned out. */
    Collection<VersionPoint> versions() {
        return versions.values();
    }

    /** Tokens a second by actor between a version and the one before it; none where they are not known. */
    Map<String, Double> speeds(VersionPoint point) {
        return point.seconds().isPresent()
                ? speeds.of(point.version(), point.seconds().getAsDouble())
                : Map.of();
    }

    /** Judges open answers whose facts are known by now. */
    void judge(Function<Rollout, Optional<Facts>> facts) {
        hallucinations.judge(facts);
    }

    /** The share of answers to open questions that say something false, of those given while that version was made; empty if unknown. */
    OptionalDouble hallucinated(int version) {
        return hallucinations.of(version - 1);
    }

    /** Remembers how far readers are behind now. */
    void observe(List<Lag> now) {
        if (newest != null) {
            lags.add(newest.version(), now);
        }
    }

    /** The greatest lags by {@code topic/reader} while that version was the newest; none where nobody looked. */
    Map<String, Long> lags(int version) {
        return lags.of(version);
    }

    /** Tickets that are scored, and neither trained on nor dropped. */
    int waiting() {
        return waiting.tickets();
    }

    /** The newest first. */
    Collection<SeenRollout> rollouts() {
        return rollouts;
    }
}

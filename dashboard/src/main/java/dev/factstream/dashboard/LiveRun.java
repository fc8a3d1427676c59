package dev.factstream.dashboard;

import dev.factstream.schemas.facts.Facts;
import dev.factstream.schemas.ledger.LedgerRecord;
import dev.factstream.schemas.rollout.ScoredRollout;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** The data of one run, in bounded memory. Not thread-safe. */
final class LiveRun {
    /** Number of rollouts shown. */
    static final int MOST_ROLLOUTS = 24;

    private static final int MOST_VERSIONS = 600;

    private final DownsampledSeries<VersionPoint> versions = new DownsampledSeries<>(MOST_VERSIONS);
    private final ActorSpeeds speeds = new ActorSpeeds(MOST_VERSIONS);
    private final HallucinationRates hallucinations = new HallucinationRates(MOST_VERSIONS);
    private final LagHistory lags = new LagHistory(MOST_VERSIONS);
    private final UntrainedTickets waiting = new UntrainedTickets();
    private final Deque<LocatedRollout> rollouts = new ArrayDeque<>();
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
        rollouts.addFirst(new LocatedRollout(scored, coordinate));
        if (rollouts.size() > MOST_ROLLOUTS) {
            rollouts.removeLast();
        }
    }

    /** The newest ledger record; empty if only rollouts have been read. */
    Optional<LedgerRecord> newest() {
        return Optional.ofNullable(newest);
    }

    /** The versions in order; older versions of a long run are downsampled. */
    Collection<VersionPoint> versions() {
        return versions.values();
    }

    /** Tokens per second by actor between a version and its predecessor; empty if unknown. */
    Map<String, Double> speeds(VersionPoint point) {
        return point.seconds().isPresent()
                ? speeds.of(point.version(), point.seconds().getAsDouble())
                : Map.of();
    }

    /** Judges the open answers whose facts are known. @param facts by promptId */
    void judge(Function<String, Optional<Facts>> facts) {
        hallucinations.judge(facts);
    }

    /** The share of hallucinating answers to open questions while that version was trained; empty if unknown. */
    OptionalDouble hallucinationRate(int version) {
        return hallucinations.of(version - 1);
    }

    /** Records the current lags. */
    void observe(List<ReaderLag> now) {
        if (newest != null) {
            lags.add(newest.version(), now);
        }
    }

    /** The greatest lags by {@code topic/reader} while that version was the newest; empty if none were observed. */
    Map<String, Long> lags(int version) {
        return lags.of(version);
    }

    /** The number of tickets that are scored, but neither trained nor dropped. */
    int untrainedTickets() {
        return waiting.count();
    }

    /** The rollouts, newest first. */
    Collection<LocatedRollout> rollouts() {
        return rollouts;
    }
}

package dev.factstream.scorer.drift;

import dev.factstream.schemas.drift.DriftFinding;
import dev.factstream.schemas.drift.DriftRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Fills windows and reports them. A window is full when it has {@code drift.window.rollouts} rollouts; or when a newer policy version
 * is out and it has {@code drift.window.least}, so that a window is a version as a rule. Every rollout is in exactly one window:
 * stragglers of a version are in that of the next, and so are a stale actor's, which would fall into any window if those were told
 * by the versions of the rollouts alone. A window of canaries is a round of them, however many answers of it came. Immutable, thread-safe: what changes is the caller's.
 */
final class DriftMonitor {
    private static final double[] QUANTILES = {0.05, 0.25, 0.5, 0.75, 0.95};

    private final DriftSettings settings;
    private final Judgement judgement;

    DriftMonitor(DriftSettings settings) {
        this.settings = settings;
        this.judgement = new Judgement(settings);
    }

    /** Whether this window must be closed before the rollout, which was written at that time, can come in. */
    boolean isFull(Window window, Observation next, Published published, long atMillis) {
        if (Observation.isOfCanaries(next.stream())) {
            return window.rollouts() > 0 && next.round() > window.round();
        }
        return window.rollouts() >= settings.windowRollouts()
                || window.rollouts() >= settings.windowLeast()
                        && newest(next.newestVersion(), published, atMillis)
                                > newest(window.lastVersion(), published, window.updatedAtMillis());
    }

    /** The newest version known at a time: the ledger may be read later than rollouts of it. */
    private static int newest(int seen, Published published, long atMillis) {
        return Math.max(seen, published.newestAt(atMillis));
    }

    /**
     * Closes a window: judges it, and takes it into the history.
     *
     * @param canaries what the run's canaries answered so far; nobody asks for it where the stream is of canaries itself
     */
    List<DriftRecord> close(
            String stream, Window window, History history, Supplier<Rounds> canaries, Published published) {
        boolean ofCanaries = Observation.isOfCanaries(stream);
        Map<Component, Map<String, Double>> distances = distances(window, history, ofCanaries);
        List<DriftFinding> findings =
                judgement.of(window, history, ofCanaries ? Optional.empty() : Optional.of(canaries.get()), published);
        List<DriftRecord> records = records(stream, window, history.windows(), true, distances, findings);
        history.countWindow();
        return records;
    }

    /** The state of a window that is still open. */
    List<DriftRecord> report(String stream, Window window, History history) {
        return records(stream, window, history.windows(), false, Map.of(), List.of());
    }

    private Map<Component, Map<String, Double>> distances(Window window, History history, boolean ofCanaries) {
        Map<Component, Map<String, Double>> all = new LinkedHashMap<>();
        if (history.hasReference(judgement.referenceWindows(ofCanaries))) {
            for (Component component : Component.values()) {
                Summary reference = history.reference().of(component);
                Summary current = window.summaries().of(component);
                if (reference.moments().count() > 0 && current.moments().count() > 0) {
                    all.put(component, Distances.of(reference, current, history.pageHinkley(component)));
                }
            }
        }
        return all;
    }

    private static List<DriftRecord> records(
            String stream,
            Window window,
            long number,
            boolean closed,
            Map<Component, Map<String, Double>> distances,
            List<DriftFinding> findings) {
        List<DriftRecord> records = new ArrayList<>();
        for (Component component : Component.values()) {
            Summary summary = window.summaries().of(component);
            if (summary.moments().count() > 0) {
                records.add(new DriftRecord(
                        stream,
                        component.spelling(),
                        number,
                        closed,
                        window.firstVersion(),
                        window.lastVersion(),
                        window.rollouts(),
                        summary.moments().count(),
                        summary.moments().mean(),
                        summary.moments().deviation(),
                        quantiles(summary.distribution()),
                        distances.getOrDefault(component, Map.of()),
                        List.of(),
                        window.updatedAtMillis()));
            }
        }
        records.add(new DriftRecord(
                stream,
                DriftRecord.FINDINGS,
                number,
                closed,
                window.firstVersion(),
                window.lastVersion(),
                window.rollouts(),
                window.rollouts(),
                0,
                0,
                Map.of(),
                Map.of(),
                findings,
                window.updatedAtMillis()));
        return records;
    }

    private static Map<String, Double> quantiles(Distribution distribution) {
        Map<String, Double> quantiles = new LinkedHashMap<>();
        for (double q : QUANTILES) {
            quantiles.put("p%02d".formatted(Math.round(100 * q)), distribution.quantile(q));
        }
        return quantiles;
    }
}

package dev.factstream.drift.stream;

import dev.factstream.drift.rules.DriftEvaluator;
import dev.factstream.drift.settings.DriftSettings;
import dev.factstream.drift.statistics.EmpiricalDistribution;
import dev.factstream.drift.window.CanaryHistory;
import dev.factstream.drift.window.ComponentSummary;
import dev.factstream.drift.window.Distances;
import dev.factstream.drift.window.DriftComponent;
import dev.factstream.drift.window.DriftWindow;
import dev.factstream.drift.window.Observation;
import dev.factstream.drift.window.PublishedVersions;
import dev.factstream.drift.window.WindowHistory;
import dev.factstream.schemas.drift.DriftFinding;
import dev.factstream.schemas.drift.DriftRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Decides when windows are full, and evaluates and reports them. A window is full with {@code drift.window.rollouts} rollouts, or
 * with {@code drift.window.least} when a newer policy version is published, so that a window usually corresponds to a version.
 * Every rollout is in exactly one window. Late rollouts of a version are in the window of the next version. So are those of a stale
 * actor; if versions of rollouts alone delimited windows, these could be in any window. A window of canaries is one round, however
 * many of its answers arrived. Immutable, thread-safe: the caller owns the mutable state.
 */
final class DriftMonitor {
    private static final double[] QUANTILES = {0.05, 0.25, 0.5, 0.75, 0.95};

    private final DriftSettings settings;
    private final DriftEvaluator evaluator;

    DriftMonitor(DriftSettings settings) {
        this.settings = settings;
        this.evaluator = new DriftEvaluator(settings);
    }

    /** Whether the window must be closed before a rollout that was written at the given time is added. */
    boolean isFull(DriftWindow window, Observation next, PublishedVersions published, long atMillis) {
        if (Observation.isCanaryStream(next.stream())) {
            return window.rollouts() > 0 && next.round() > window.round();
        }
        return window.rollouts() >= settings.windowRollouts()
                || window.rollouts() >= settings.windowLeast()
                        && newest(next.newestVersion(), published, atMillis)
                                > newest(window.lastVersion(), published, window.updatedAtMillis());
    }

    /** The newest version known at a time; the ledger may be read later than rollouts of that version. */
    private static int newest(int seen, PublishedVersions published, long atMillis) {
        return Math.max(seen, published.newestAt(atMillis));
    }

    /**
     * Closes a window: evaluates it and adds it to the history.
     *
     * @param canaries supplies the canary history of the run; not called for a stream of canaries
     */
    List<DriftRecord> close(
            String stream,
            DriftWindow window,
            WindowHistory history,
            Supplier<CanaryHistory> canaries,
            PublishedVersions published) {
        boolean ofCanaries = Observation.isCanaryStream(stream);
        Map<DriftComponent, Map<String, Double>> distances = distances(window, history, ofCanaries);
        List<DriftFinding> findings = evaluator.evaluate(
                window, history, ofCanaries ? Optional.empty() : Optional.of(canaries.get()), published);
        List<DriftRecord> records = records(stream, window, history.windows(), true, distances, findings);
        history.countWindow();
        return records;
    }

    /** Reports the state of a window that is still open. */
    List<DriftRecord> report(String stream, DriftWindow window, WindowHistory history) {
        return records(stream, window, history.windows(), false, Map.of(), List.of());
    }

    private Map<DriftComponent, Map<String, Double>> distances(
            DriftWindow window, WindowHistory history, boolean ofCanaries) {
        Map<DriftComponent, Map<String, Double>> all = new LinkedHashMap<>();
        if (history.hasReference(evaluator.referenceWindows(ofCanaries))) {
            for (DriftComponent component : DriftComponent.values()) {
                ComponentSummary reference = history.reference().of(component);
                ComponentSummary current = window.summaries().of(component);
                if (reference.moments().count() > 0 && current.moments().count() > 0) {
                    all.put(component, Distances.of(reference, current, history.pageHinkley(component)));
                }
            }
        }
        return all;
    }

    private static List<DriftRecord> records(
            String stream,
            DriftWindow window,
            long number,
            boolean closed,
            Map<DriftComponent, Map<String, Double>> distances,
            List<DriftFinding> findings) {
        List<DriftRecord> records = new ArrayList<>();
        for (DriftComponent component : DriftComponent.values()) {
            ComponentSummary summary = window.summaries().of(component);
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

    private static Map<String, Double> quantiles(EmpiricalDistribution distribution) {
        Map<String, Double> quantiles = new LinkedHashMap<>();
        for (double q : QUANTILES) {
            quantiles.put(String.format(Locale.ROOT, "p%02d", Math.round(100 * q)), distribution.quantile(q));
        }
        return quantiles;
    }
}

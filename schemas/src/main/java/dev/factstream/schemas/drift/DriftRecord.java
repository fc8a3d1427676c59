package dev.factstream.schemas.drift;

import dev.factstream.schemas.Check;
import java.util.List;
import java.util.Map;

/**
 * Statistics of one component over one window of scored rollouts. An open window is reported repeatedly, and
 * a closed one once; a closed record of a stream, window and component replaces open ones, whichever is read first.
 *
 * @param stream the run; followed by {@code @} and the purpose for rollouts that are not trained on
 * @param component the measured quantity, for instance {@code reward.total}; {@value #FINDINGS} for the record that summarises a
 *     window; {@value #ACKNOWLEDGED} for a user's acknowledgement
 * @param window number of the window in the stream, from 0
 * @param closed whether the window is full
 * @param firstVersion lowest policy version among the window's rollouts
 * @param lastVersion highest policy version among the window's rollouts
 * @param rollouts number of rollouts in the window
 * @param count number of values of this component in the window
 * @param mean of the values; 0 without values
 * @param deviation sample standard deviation; 0 with fewer than two values
 * @param quantiles by name: p05, p25, p50, p75, p95
 * @param distances from the reference window by name; empty before a reference exists
 * @param findings only in the record of {@value #FINDINGS}
 * @param updatedAtMillis time of the window's newest rollout, since the epoch
 */
public record DriftRecord(
        String stream,
        String component,
        long window,
        boolean closed,
        int firstVersion,
        int lastVersion,
        long rollouts,
        long count,
        double mean,
        double deviation,
        Map<String, Double> quantiles,
        Map<String, Double> distances,
        List<DriftFinding> findings,
        long updatedAtMillis) {
    /** The component of the record that summarises a window. */
    public static final String FINDINGS = "findings";

    /**
     * The component of the record with which a user acknowledges the alarms of a stream, up to and including its window: a learner
     * that paused because of them resumes.
     */
    public static final String ACKNOWLEDGED = "acknowledged";

    /** The name of the population stability index among the distances. */
    public static final String PSI = "psi";

    /** The suffix of the stream of a run's canaries, after the run. */
    private static final String CANARIES = "@canary";

    public DriftRecord {
        Check.id(stream, "stream");
        Check.id(component, "component");
        Check.notNegative(window, "window");
        Check.notNegative(firstVersion, "firstVersion");
        Check.notNegative(lastVersion, "lastVersion");
        Check.notNegative(rollouts, "rollouts");
        Check.notNegative(count, "count");
        quantiles = Map.copyOf(quantiles);
        distances = Map.copyOf(distances);
        findings = List.copyOf(findings);
    }

    /** Returns the record that acknowledges the alarms of a stream, up to and including a window. */
    public static DriftRecord acknowledgement(String stream, long window, long atMillis) {
        return new DriftRecord(
                stream, ACKNOWLEDGED, window, true, 0, 0, 0, 0, 0, 0, Map.of(), Map.of(), List.of(), atMillis);
    }

    /** Returns the streams of a run that can have alarms: the trained rollouts and the canaries. */
    public static List<String> streamsOf(String runId) {
        return List.of(runId, runId + CANARIES);
    }

    /** Returns this record without quantiles, and of the distances with the PSI only: about a tenth of the memory. */
    public DriftRecord withoutDetails() {
        Double psi = distances.get(PSI);
        return new DriftRecord(
                stream,
                component,
                window,
                closed,
                firstVersion,
                lastVersion,
                rollouts,
                count,
                mean,
                deviation,
                Map.of(),
                psi == null ? Map.of() : Map.of(PSI, psi),
                findings,
                updatedAtMillis);
    }

    /** Returns the record key. */
    public String key() {
        return stream + "/" + component;
    }
}

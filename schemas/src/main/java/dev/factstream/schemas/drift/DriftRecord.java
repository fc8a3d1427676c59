package dev.factstream.schemas.drift;

import dev.factstream.schemas.Check;
import java.util.List;
import java.util.Map;

/**
 * What one window of scored rollouts says about one component. A window that is still open is reported again and again: the newest
 * record of a stream, window and component counts.
 *
 * @param stream the run; with {@code @} and the purpose for rollouts that are not trained on
 * @param component what is measured, for instance {@code reward.total}; {@value #FINDINGS} for the record that sums a window up;
 *     {@value #ACKNOWLEDGED} for what a person says of it
 * @param window its number in the stream, from 0
 * @param closed whether it is full
 * @param firstVersion lowest policy version among its rollouts
 * @param lastVersion highest policy version among its rollouts
 * @param rollouts in the window
 * @param count values of this component among them
 * @param mean of the values; 0 without any
 * @param deviation of the sample; 0 with fewer than two
 * @param quantiles by name: p05, p25, p50, p75, p95
 * @param distances from the reference window by name; empty before there is one
 * @param findings only in the record of {@value #FINDINGS}
 * @param updatedAtMillis time of its newest rollout, since the epoch
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
    /** The component of the record that sums a window up. */
    public static final String FINDINGS = "findings";

    /**
     * The component of the record by which a person says to have seen the alarms of a stream, up to and including its window: a learner
     * that paused because of them goes on.
     */
    public static final String ACKNOWLEDGED = "acknowledged";

    /** Behind the run in the name of a stream: its canaries. */
    private static final String CANARIES = "@canary";

    public DriftRecord {
        Check.text(stream, "stream");
        Check.text(component, "component");
        Check.notNegative(window, "window");
        Check.notNegative(firstVersion, "firstVersion");
        Check.notNegative(lastVersion, "lastVersion");
        Check.notNegative(rollouts, "rollouts");
        Check.notNegative(count, "count");
        quantiles = Map.copyOf(quantiles);
        distances = Map.copyOf(distances);
        findings = List.copyOf(findings);
    }

    /** That somebody has seen the alarms of a stream, up to and including a window. */
    public static DriftRecord acknowledgement(String stream, long window, long atMillis) {
        return new DriftRecord(
                stream, ACKNOWLEDGED, window, true, 0, 0, 0, 0, 0, 0, Map.of(), Map.of(), List.of(), atMillis);
    }

    /** The streams of a run that alarms may be about: what is trained on, and the canaries. */
    public static List<String> streamsOf(String runId) {
        return List.of(runId, runId + CANARIES);
    }

    /** The key of its message. */
    public String key() {
        return stream + "/" + component;
    }
}

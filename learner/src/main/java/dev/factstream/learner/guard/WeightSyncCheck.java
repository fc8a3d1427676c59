package dev.factstream.learner.guard;

import dev.factstream.schemas.metrics.MetricNames;
import dev.factstream.schemas.rollout.ScoredRollout;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Detects published weights that no actor uses. Such a run looks merely stale and continues without learning. Two signs
 * show it: no rollout of a batch carries the hash of a new adapter, or the log-probabilities that an actor recorded
 * under a version differ from those that the learner computes under it by more than numerical noise. Immutable.
 */
public final class WeightSyncCheck {

    private static final Logger LOG = LoggerFactory.getLogger(WeightSyncCheck.class);

    private final GuardOptions options;
    private final int adapters;

    /** @param eta staleness bound; batches may legally be this old, so at least eta + 1 adapters are searched for */
    public WeightSyncCheck(GuardOptions options, int eta) {
        this.options = options;
        adapters = Math.max(options.adapters(), eta + 1);
    }

    /** Number of newest adapters that are searched for: those of all versions that may answer a ticket in time. */
    public int adapters() {
        return adapters;
    }

    /**
     * Checks a batch, logs alarms and returns them as metrics that are 0 or 1.
     *
     * @param newest hashes of the newest adapters, {@code none} for the base
     * @param mismatch mean k3 at equal version
     */
    public Map<String, Double> check(List<ScoredRollout> batch, List<String> newest, double mismatch) {
        boolean unused = batch.stream()
                .noneMatch(scored -> newest.contains(scored.rollout().adapterHash()));
        if (unused) {
            LOG.error(
                    "ALARM {}: none of {} rollouts was answered with one of the newest adapters {}; the first came from"
                            + " adapter {} of actor {}. Published adapters do not reach the actors",
                    MetricNames.ALARM_SYNC,
                    batch.size(),
                    newest,
                    batch.get(0).rollout().adapterHash(),
                    batch.get(0).rollout().actorId());
        }
        boolean differs = mismatch > options.mismatch();
        if (differs) {
            LOG.error(
                    "ALARM {}: mean k3 at equal version is {}, above {}; an actor computes with other weights than the"
                            + " version that it names",
                    MetricNames.ALARM_MISMATCH,
                    mismatch,
                    options.mismatch());
        }
        Map<String, Double> alarms = new TreeMap<>();
        alarms.put(MetricNames.ALARM_SYNC, unused ? 1.0 : 0.0);
        alarms.put(MetricNames.ALARM_MISMATCH, differs ? 1.0 : 0.0);
        return alarms;
    }
}

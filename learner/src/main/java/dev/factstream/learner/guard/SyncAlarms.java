package dev.factstream.learner.guard;

import dev.factstream.learner.ppo.MetricNames;
import dev.factstream.schemas.rollout.ScoredRollout;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices weights that are published and never used: everything looks like staleness then, and the run goes on without
 * learning. Two marks give it away. No rollout of a batch carries the hash of a new adapter; and log-probabilities that
 * an actor recorded under a version differ from what the learner computes under the same version, which is numerical
 * noise when all is well. Immutable.
 */
public final class SyncAlarms {

    private static final Logger LOG = LoggerFactory.getLogger(SyncAlarms.class);

    private final GuardOptions options;
    private final int adapters;

    /** @param eta a batch that may be older than the adapters looked for is no reason for an alarm */
    public SyncAlarms(GuardOptions options, int eta) {
        this.options = options;
        adapters = Math.max(options.adapters(), eta + 1);
    }

    /** How many of the newest adapters are looked for: those of the versions that a ticket in time may be answered by. */
    public int adapters() {
        return adapters;
    }

    /**
     * Looks at a batch, logs what is wrong with it, and says so in metrics that are 0 or 1.
     *
     * @param newest hashes of the newest adapters, {@code none} for the base
     * @param mismatch mean k3 at equal version
     */
    public Map<String, Double> look(List<ScoredRollout> batch, List<String> newest, double mismatch) {
        boolean unused = batch.stream()
                .noneMatch(scored -> newest.contains(scored.rollout().adapterHash()));
        if (unused) {
            LOG.error(
                    "ALARM {}: not one of {} rollouts was answered with one of the newest adapters {}; the first came from"
                            + " adapter {} of actor {}. What is published does not reach the actors",
                    MetricNames.ALARM_SYNC,
                    batch.size(),
                    newest,
                    batch.get(0).rollout().adapterHash(),
                    batch.get(0).rollout().actorId());
        }
        boolean differs = mismatch > options.mismatch();
        if (differs) {
            LOG.error(
                    "ALARM {}: mean k3 at equal version is {}, above {}; an actor computes something else than the version"
                            + " that it names",
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

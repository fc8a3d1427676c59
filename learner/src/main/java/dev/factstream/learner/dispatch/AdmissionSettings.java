package dev.factstream.learner.dispatch;

import dev.factstream.runtime.settings.Setting;

/**
 * The settings of {@link AdmissionControl}.
 *
 * @param rolloutsPerVersion B
 * @param eta how many versions a rollout may be behind
 * @param exact whether rollouts are kept until they are exactly {@code eta} versions old
 */
public record AdmissionSettings(
        @Setting(
                key = ROLLOUTS_PER_VERSION,
                defaultValue = "192",
                min = 1,
                doc = "Rollouts per policy version; constant within a run.")
        int rolloutsPerVersion,

        @Setting(
                key = ETA,
                defaultValue = "1",
                min = 0,
                doc = "How many versions a rollout may be behind; 0 is synchronous PPO.")
        int eta,

        @Setting(
                key = EXACT,
                defaultValue = "false",
                doc =
                        "Whether to wait until every rollout is exactly learner.staleness.eta versions old; for experiments.")
        boolean exact) {
    public static final String ROLLOUTS_PER_VERSION = "learner.rollouts.per.version";
    public static final String ETA = "learner.staleness.eta";
    public static final String EXACT = "learner.staleness.exact";

    /** Returns the bounds of a run that starts from the base alone. */
    public AdmissionControl control() {
        return new AdmissionControl(eta, rolloutsPerVersion, 0, exact);
    }
}

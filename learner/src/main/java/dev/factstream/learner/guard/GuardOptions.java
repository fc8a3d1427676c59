package dev.factstream.learner.guard;

import dev.factstream.runtime.settings.Setting;

/**
 * Limits that raise an alarm or stop a learner.
 *
 * @param refusals number of consecutive non-finite batches that are refused before the learner stops
 * @param adapters number of newest adapters that each batch is searched for
 * @param mismatch highest mean k3 of recorded against recomputed log-probabilities at equal version
 */
public record GuardOptions(
        @Setting(
                key = "learner.refusals.most",
                defaultValue = "3",
                min = 0,
                doc = "Consecutive batches with non-finite results that are refused before the learner stops.")
        int refusals,

        @Setting(
                key = "learner.alarm.adapters",
                defaultValue = "2",
                min = 1,
                doc =
                        "Raise an alarm if no rollout of a batch comes from one of this many newest adapters; at least eta + 1.")
        int adapters,

        @Setting(
                key = MISMATCH,
                defaultValue = "0.001",
                above = 0,
                doc =
                        "Raise an alarm if mean k3 of recorded against recomputed log-probabilities of one version is higher.")
        double mismatch) {
    public static final String MISMATCH = "learner.alarm.mismatch";
}

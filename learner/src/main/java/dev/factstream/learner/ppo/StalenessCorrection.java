package dev.factstream.learner.ppo;

/** How answers that an older policy than the newest sampled are corrected. */
public enum StalenessCorrection {
    /**
     * Decoupled PPO (AReaL, arXiv 2505.24298): ratios are relative to the newest policy before the version's training, and
     * truncated importance weights correct for the policy that sampled, in the loss and in the advantages.
     */
    DECOUPLED,

    /**
     * No correction: every answer counts as if the newest policy had sampled it, so all importance weights are 1. Equal to
     * {@link #DECOUPLED} for fresh answers; for stale ones {@code factstream experiment staleness} compares the two.
     */
    NONE;

    /**
     * Returns the log-probabilities to use as those of the behaviour policy.
     *
     * @param proximal log-probabilities under the newest policy, one per token
     * @param recorded log-probabilities that the actor recorded
     */
    double[] behaviour(double[] proximal, double[] recorded) {
        return this == NONE ? proximal : recorded;
    }
}

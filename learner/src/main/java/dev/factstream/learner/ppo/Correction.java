package dev.factstream.learner.ppo;

/** What is done about answers that an older policy than the newest sampled. */
public enum Correction {
    /**
     * Decoupled PPO (AReaL, arXiv 2505.24298): ratios are taken to the newest policy before the version's work, and truncated
     * importance weights pay for what the policy that sampled did differently, in the loss and in the advantages.
     */
    DECOUPLED,

    /**
     * Nothing: every answer counts as if the newest policy had sampled it, so that all importance weights are 1. For fresh
     * answers that is what the other does; for stale ones it is what {@code factstream experiment staleness} compares it with.
     */
    NONE;

    /**
     * Log-probabilities of the policy that is taken for the one that sampled.
     *
     * @param proximal log-probabilities under the newest policy, one per token
     * @param recorded those that the actor recorded
     */
    double[] behaviour(double[] proximal, double[] recorded) {
        return this == NONE ? proximal : recorded;
    }
}

package dev.factstream.training.reward;

/** Initial weights of the reward head. */
public enum RewardHeadInitialisation {
    /** The base's preference for "good" over "bad" after the judging turn, see {@link VerdictHead}, scaled to unit deviation. */
    VERDICT,
    /** Zero: every answer has the same score. */
    ZERO
}

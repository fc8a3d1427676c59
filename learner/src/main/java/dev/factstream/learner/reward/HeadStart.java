package dev.factstream.learner.reward;

/** Where the reward head begins. */
public enum HeadStart {
    /** At what the base would say behind the judging turn, see {@link VerdictHead}, scaled to unit deviation. */
    VERDICT,
    /** At zero: every answer is worth the same. */
    ZERO
}

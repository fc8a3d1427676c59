package dev.factstream.learner.alarm;

/** Reaction of a learner to an alarm on {@code reward-drift}. */
public enum AlarmAction {
    /** Do nothing; people decide. */
    IGNORE,
    /** Make no version until the alarm is acknowledged. */
    PAUSE,
    /** Roll back to the newest version before the alarm's first window, once per alarm. */
    ROLLBACK
}

package dev.factstream.learner.alarm;

/** What a learner does about an alarm on {@code reward-drift}. */
public enum OnAlarm {
    /** Nothing: people look. */
    IGNORE,
    /** It makes no version until somebody acknowledges the alarm. */
    PAUSE,
    /** It takes up the newest version from before the alarm's first window again, once for each alarm. */
    ROLLBACK
}

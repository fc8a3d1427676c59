package dev.factstream.learner.checkpoint;

/** What a learner does whose disk has no room for the next checkpoint. */
public enum WhenFull {
    /** It ends, and says how much is needed; whatever supervises it starts it again when there is room. */
    STOP,
    /** It keeps what it has and looks again until there is room. */
    WAIT
}

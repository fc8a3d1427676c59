package dev.factstream.learner.checkpoint;

/** Reaction of a learner to a disk without space for the next checkpoint. */
public enum DiskFullAction {
    /** Stop and report the space that is needed; the supervisor restarts the learner when there is space. */
    STOP,
    /** Keep the state and check again until there is space. */
    WAIT
}

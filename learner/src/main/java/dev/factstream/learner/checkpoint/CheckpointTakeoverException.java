package dev.factstream.learner.checkpoint;

import java.nio.file.Path;

/** Another learner has taken over the run while this one was writing a checkpoint; this one must stop. */
public final class CheckpointTakeoverException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param unfinished the checkpoint that this learner was writing and the other one has removed */
    public CheckpointTakeoverException(Path unfinished, Throwable cause) {
        super(
                "the unfinished checkpoint " + unfinished
                        + " was removed while it was written: another learner has taken over this run; this one stops",
                cause);
    }
}

package dev.factstream.model.checkpoint;

/** Thrown for a checkpoint, adapter or configuration that cannot be used; the message names the file and the key or tensor. */
public class CheckpointException extends RuntimeException {

    public CheckpointException(String message) {
        super(message);
    }

    public CheckpointException(String message, Throwable cause) {
        super(message, cause);
    }
}

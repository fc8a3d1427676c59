package dev.factstream.model.checkpoint;

/** Thrown for a checkpoint, adapter or configuration that cannot be used; the message names the file and the key or tensor. */
public class ModelFormatException extends RuntimeException {

    public ModelFormatException(String message) {
        super(message);
    }

    public ModelFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}

package dev.factstream.training.optimizer;

/** A loss or a gradient is NaN or infinite; its optimizer step was not taken. */
public final class NonFiniteException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public NonFiniteException(String message) {
        super(message);
    }
}

package dev.factstream.learner;

/** A run that must be closed first. */
public final class RunOpenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public RunOpenException(String runId) {
        super("run " + runId + " is open: close it first with 'factstream runs close " + runId + "'");
    }
}

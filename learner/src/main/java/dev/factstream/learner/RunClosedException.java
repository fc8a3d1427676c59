package dev.factstream.learner;

/** A closed run, which no learner resumes. */
public final class RunClosedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public RunClosedException(String runId, int version) {
        super("run " + runId + " was closed at version " + version + ": start a new run with another learner.run.id");
    }
}

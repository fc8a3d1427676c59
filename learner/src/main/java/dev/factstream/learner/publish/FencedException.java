package dev.factstream.learner.publish;

/** Another learner of the same run has taken over; this one must stop. */
public final class FencedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public FencedException(String transactionalId, Throwable cause) {
        super("another learner has taken over the transactional id " + transactionalId + "; this one stops", cause);
    }
}

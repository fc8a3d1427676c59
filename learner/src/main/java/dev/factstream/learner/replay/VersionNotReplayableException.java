package dev.factstream.learner.replay;

/** A version cannot be recomputed, because log or ledger no longer contain its inputs. */
public final class VersionNotReplayableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public VersionNotReplayableException(String message) {
        super(message);
    }
}

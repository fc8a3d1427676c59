package dev.factstream.learner.replay;

/**
 * A recomputed value that differs from the recorded one.
 *
 * @param what name of a metric, "input", or file of the checkpoint
 * @param how both values, or a description of the fault
 */
public record ReplayDifference(String what, String how) {

    /** A difference between two values that should be equal. */
    static ReplayDifference of(String what, Object recorded, Object replayed) {
        return new ReplayDifference(what, "recorded " + recorded + ", replayed " + replayed);
    }

    @Override
    public String toString() {
        return what + ": " + how;
    }
}

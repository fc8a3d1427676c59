package dev.factstream.learner.replay;

/**
 * Something that did not come out as it was recorded.
 *
 * @param what a metric, an input by its coordinates, a file of the checkpoint
 * @param how both values, or what is wrong with it
 */
public record Difference(String what, String how) {

    /** Two values that should be the same. */
    static Difference of(String what, Object recorded, Object replayed) {
        return new Difference(what, "recorded " + recorded + ", replayed " + replayed);
    }

    @Override
    public String toString() {
        return what + ": " + how;
    }
}

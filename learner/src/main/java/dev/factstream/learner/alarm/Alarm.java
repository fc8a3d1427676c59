package dev.factstream.learner.alarm;

/**
 * An alarm that nobody has dealt with.
 *
 * @param stream the run, or its canaries
 * @param finding what is wrong
 * @param window in which it was an alarm for the first time
 * @param firstVersion the lowest policy version in the first of the windows in a row that it is about
 * @param detail one line for a person
 */
public record Alarm(String stream, String finding, long window, int firstVersion, String detail) {

    @Override
    public String toString() {
        return finding + " in window " + window + " of " + stream + ": " + detail;
    }
}

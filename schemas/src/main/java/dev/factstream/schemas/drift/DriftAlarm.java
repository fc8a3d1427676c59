package dev.factstream.schemas.drift;

/**
 * An alarm that has not been handled.
 *
 * @param stream stream of the alarm: the run, or its canaries
 * @param finding name of the finding
 * @param window number of the window that raised it
 * @param firstVersion the lowest policy version in the first of the consecutive windows that it covers
 * @param detail one line for people
 */
public record DriftAlarm(String stream, String finding, long window, int firstVersion, String detail) {

    @Override
    public String toString() {
        return finding + " in window " + window + " of " + stream + ": " + detail;
    }
}

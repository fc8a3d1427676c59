package dev.factstream.learner.checkpoint;

import java.nio.file.Path;
import java.util.Locale;

/** There is no room for a checkpoint; nothing of it is left on the disk, and its version was not published. */
public final class DiskFullException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param folder where there is no room
     * @param needed bytes that a checkpoint takes, about
     * @param free bytes that there are
     */
    public DiskFullException(Path folder, long needed, long free, Throwable cause) {
        super(
                "the disk of " + folder + " is full: the next checkpoint needs about " + megabytes(needed) + ", "
                        + megabytes(free) + " are free; nothing is lost, make room and start the learner again",
                cause);
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }
}

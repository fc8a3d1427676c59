package dev.factstream.learner.checkpoint;

import java.nio.file.Path;
import java.util.Locale;

/** The disk has no space for a checkpoint. Nothing of the checkpoint is left, and its version was not published. */
public final class DiskFullException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param folder folder on the full disk
     * @param needed approximate bytes of a checkpoint
     * @param free free bytes
     */
    public DiskFullException(Path folder, long needed, long free, Throwable cause) {
        super(
                "the disk of " + folder + " is full: the next checkpoint needs about " + megabytes(needed) + ", "
                        + megabytes(free) + " are free; nothing is lost: free some space and restart the learner",
                cause);
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }
}

package dev.factstream.console.cli;

/**
 * What the exit code of a command means. From 65 on the numbers are those of BSD's {@code sysexits.h}, so that scripts can tell
 * what is worth trying again.
 */
public final class ExitCode {
    public static final int OK = 0;
    /** The command ran, and what it looked at is not as it should be: topics differ, the books do not balance. */
    public static final int NEGATIVE = 1;
    /** The command line cannot be understood. */
    public static final int USAGE = 2;
    /** Data is there and cannot be used: a damaged checkpoint, a bad row. */
    public static final int BAD_DATA = 65;
    /** A file or folder is not there. */
    public static final int NO_INPUT = 66;
    /** Something needed is not available: no broker answers, no JDK. */
    public static final int UNAVAILABLE = 69;
    /** A failure that is our fault, or that nobody foresaw. */
    public static final int INTERNAL = 70;
    /** A disk is full. */
    public static final int NO_SPACE = 73;
    /** A port, a folder or a run is in use by another process. */
    public static final int IN_USE = 75;
    /** A setting is unknown, missing or impossible, or contradicts the run. */
    public static final int SETTINGS = 78;
    /** Stopped by a second Ctrl-C, without waiting. */
    public static final int INTERRUPTED = 130;

    private ExitCode() {}
}

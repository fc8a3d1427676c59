package dev.factstream.runtime.failure;

/** Exit codes of commands. Codes from 65 on follow BSD's {@code sysexits.h}, so scripts can tell which failures are worth a retry. */
public final class ExitCode {
    public static final int OK = 0;
    /** The command ran and found a problem: topics differ, tickets do not balance. */
    public static final int NEGATIVE = 1;
    /** The command line is invalid. */
    public static final int USAGE = 2;
    /** Data exists but cannot be used: a damaged checkpoint, a bad row. */
    public static final int BAD_DATA = 65;
    /** A file or folder does not exist. */
    public static final int NO_INPUT = 66;
    /** A required service or program is not available: no broker answers, no JDK. */
    public static final int UNAVAILABLE = 69;
    /** An internal error: a bug or an unexpected exception. */
    public static final int INTERNAL = 70;
    /** A disk is full. */
    public static final int NO_SPACE = 73;
    /** A port, a folder or a run is in use by another process. */
    public static final int IN_USE = 75;
    /** A setting is unknown, missing or invalid, or contradicts the run. */
    public static final int SETTINGS = 78;
    /** Stopped at once by a second Ctrl-C. */
    public static final int INTERRUPTED = 130;

    private ExitCode() {}
}

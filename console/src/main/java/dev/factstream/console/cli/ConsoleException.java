package dev.factstream.console.cli;

/** Ends a command. The message is one line: the problem and the remedy. */
public final class ConsoleException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    /** @param exitCode one of {@link ExitCode} */
    public ConsoleException(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    public ConsoleException(int exitCode, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    public int exitCode() {
        return exitCode;
    }
}

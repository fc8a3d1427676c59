package dev.factstream.console.cli;

import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The option {@code --debug} of every command; the environment variable FACTSTREAM_DEBUG has the same effect. */
public final class DebugOption {
    @Option(
            names = "--debug",
            scope = ScopeType.INHERIT,
            description = "Also print the stack trace of a failure (same as FACTSTREAM_DEBUG=1).")
    private boolean debug;

    /** Returns whether to print stack traces. */
    public boolean isOn() {
        return debug || System.getenv("FACTSTREAM_DEBUG") != null;
    }
}

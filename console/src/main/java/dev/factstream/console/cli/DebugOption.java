package dev.factstream.console.cli;

import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** {@code --debug}, known to every command; the environment variable FACTSTREAM_DEBUG does the same. */
public final class DebugOption {
    @Option(
            names = "--debug",
            scope = ScopeType.INHERIT,
            description = "Print the stack trace of a failure, too (as does FACTSTREAM_DEBUG=1).")
    private boolean debug;

    /** Whether stack traces are wanted. */
    public boolean isOn() {
        return debug || System.getenv("FACTSTREAM_DEBUG") != null;
    }
}

package dev.factstream.console.cli;

import java.util.Optional;
import picocli.CommandLine.Option;

/** {@code --threads} of a command that computes with torch; to be applied before the first model is loaded. */
public final class ThreadsOption {
    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads of one operation (default: as many as there are cores).")
    private Optional<Integer> threads = Optional.empty();

    /** Lets torch compute with as many threads as were asked for, if any were. */
    public void apply() {
        threads.ifPresent(TorchThreads::use);
    }
}

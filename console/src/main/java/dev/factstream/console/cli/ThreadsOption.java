package dev.factstream.console.cli;

import dev.factstream.model.engine.TorchThreads;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option {@code --threads} of commands that use torch. Apply it before the first model is loaded. */
public final class ThreadsOption {
    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads per operation (default: the number of cores).")
    private Optional<Integer> threads = Optional.empty();

    /** Sets the number of torch threads, if the option is given. */
    public void apply() {
        threads.ifPresent(TorchThreads::use);
    }
}

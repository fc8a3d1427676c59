package dev.factstream.console.bench;

import picocli.CommandLine.Command;

/** {@code factstream bench}. */
@Command(
        name = "bench",
        description = "Measures the speed of parts of the stream on this machine.",
        subcommands = {
            GenerateCommand.class,
            TrainingCommand.class,
            ScoreCommand.class,
            LogCommand.class,
            MemoryCommand.class,
            LlamaCommand.class
        })
public final class BenchCommand {}

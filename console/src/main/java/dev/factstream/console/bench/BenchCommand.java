package dev.factstream.console.bench;

import picocli.CommandLine.Command;

/** {@code factstream bench}. */
@Command(
        name = "bench",
        description = "Measures the speed and the memory of parts of the stream on this machine.",
        subcommands = {
            BenchGenerateCommand.class,
            BenchTrainCommand.class,
            BenchScoreCommand.class,
            BenchLogCommand.class,
            BenchMemoryCommand.class,
            BenchLlamaCommand.class,
            BenchPoolCommand.class,
            BenchPicturesCommand.class
        })
public final class BenchCommand {}

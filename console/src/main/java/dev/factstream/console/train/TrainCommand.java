package dev.factstream.console.train;

import picocli.CommandLine.Command;

/** {@code factstream train}. */
@Command(
        name = "train",
        description = "Trains a model from a folder of data.",
        subcommands = {SftCommand.class, RewardModelCommand.class})
public final class TrainCommand {}

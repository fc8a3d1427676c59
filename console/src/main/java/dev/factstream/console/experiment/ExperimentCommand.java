package dev.factstream.console.experiment;

import picocli.CommandLine.Command;

/** {@code factstream experiment}. */
@Command(
        name = "experiment",
        description = "Runs many streams that differ in one thing, and compares what came of them.",
        subcommands = {FactRlhfCommand.class, StalenessCommand.class})
public final class ExperimentCommand {}

package dev.factstream.console.experiment;

import picocli.CommandLine.Command;

/** {@code factstream experiment}. */
@Command(
        name = "experiment",
        description = "Runs streams that differ in one respect and compares their results.",
        subcommands = {
            FactRlhfCommand.class,
            StalenessCommand.class,
            AsynchronyCommand.class,
            ScalingCommand.class,
            SharedActorsCommand.class,
            DriftExperimentCommand.class,
            RecordRunCommand.class
        })
public final class ExperimentCommand {}

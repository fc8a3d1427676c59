package dev.factstream.console.model;

import picocli.CommandLine.Command;

/** {@code factstream model}. */
@Command(
        name = "model",
        description = "Checks model folders.",
        subcommands = {VerifyCommand.class, CompareDtypesCommand.class})
public final class ModelCommand {}

package dev.factstream.console.model;

import picocli.CommandLine.Command;

/** {@code factstream model}. */
@Command(
        name = "model",
        description = "Checks model folders, and shows what a model reads.",
        subcommands = {VerifyCommand.class, CompareDtypesCommand.class, TokensCommand.class, PixelsCommand.class})
public final class ModelCommand {}

package dev.factstream.console.eval;

import picocli.CommandLine.Command;

/** {@code factstream eval}. */
@Command(
        name = "eval",
        description = "Measures a policy; grades answers.",
        subcommands = {HeldOutCommand.class, PictureBookEvalCommand.class, ReadingCommand.class, ChoiceCommand.class})
public final class EvalCommand {}

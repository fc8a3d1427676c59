package dev.factstream.console.eval;

import dev.factstream.console.eval.benchmark.LlavaBenchCommand;
import dev.factstream.console.eval.benchmark.MmbenchCommand;
import dev.factstream.console.eval.benchmark.MmhalCommand;
import dev.factstream.console.eval.benchmark.PopeCommand;
import picocli.CommandLine.Command;

/** {@code factstream eval}. */
@Command(
        name = "eval",
        description = "Measures a policy; grades answers.",
        subcommands = {
            HeldOutCommand.class,
            PictureBookEvalCommand.class,
            ReadingCommand.class,
            ChoiceCommand.class,
            PopeCommand.class,
            MmhalCommand.class,
            LlavaBenchCommand.class,
            MmbenchCommand.class
        })
public final class EvalCommand {}

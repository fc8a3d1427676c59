package dev.factstream.console.eval.benchmark;

import picocli.CommandLine.Command;

/** {@code factstream eval mmhal}. */
@Command(
        name = "mmhal",
        description = "MMHal-Bench: 96 questions whose answers a judge rates from 0 to 6.",
        subcommands = {MmhalMessagesCommand.class, MmhalScoreCommand.class})
public final class MmhalCommand {}

package dev.factstream.console.deadletters;

import picocli.CommandLine.Command;

/** {@code factstream dead-letters}. */
@Command(
        name = "dead-letters",
        description = "Shows what could not be handled and why, and sends it on its way again.",
        subcommands = {ListCommand.class, ShowCommand.class, RetryCommand.class, DrillCommand.class})
public final class DeadLettersCommand {}

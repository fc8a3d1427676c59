package dev.factstream.console.deadletters;

import picocli.CommandLine.Command;

/** {@code factstream dead-letters}. */
@Command(
        name = "dead-letters",
        description = "Lists and shows records that could not be handled, with the reason, and sends them again.",
        subcommands = {
            DeadLetterListCommand.class,
            DeadLetterShowCommand.class,
            DeadLetterRetryCommand.class,
            DeadLetterDrillCommand.class
        })
public final class DeadLettersCommand {}

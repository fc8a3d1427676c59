package dev.factstream.console.ledger;

import picocli.CommandLine.Command;

/** {@code factstream ledger}. */
@Command(
        name = "ledger",
        description = "Shows how each policy version was made.",
        subcommands = {LedgerListCommand.class, LedgerShowCommand.class})
public final class LedgerCommand {}

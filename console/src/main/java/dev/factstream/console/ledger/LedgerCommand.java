package dev.factstream.console.ledger;

import picocli.CommandLine.Command;

/** {@code factstream ledger}. */
@Command(
        name = "ledger",
        description = "Shows what made each policy version.",
        subcommands = {ListCommand.class, ShowCommand.class})
public final class LedgerCommand {}

package dev.factstream.console.adapters;

import picocli.CommandLine.Command;

/** {@code factstream adapters}. */
@Command(
        name = "adapters",
        description = "Lists, exports and rolls back to the adapters that a run has published.",
        subcommands = {AdapterListCommand.class, AdapterExportCommand.class, AdapterRollbackCommand.class})
public final class AdaptersCommand {}

package dev.factstream.console.export;

import picocli.CommandLine.Command;

/** {@code factstream export}. */
@Command(
        name = "export",
        description = "Writes a run into files of other tools.",
        subcommands = ExportMetricsCommand.class)
public final class ExportCommand {}

package dev.factstream.console.runs;

import picocli.CommandLine.Command;

/** {@code factstream runs}. */
@Command(
        name = "runs",
        description = "Lists, shows, closes and deletes the runs on the topics.",
        subcommands = {RunListCommand.class, RunShowCommand.class, RunCloseCommand.class, RunDeleteCommand.class})
public final class RunsCommand {}

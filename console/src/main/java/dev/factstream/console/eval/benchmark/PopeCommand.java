package dev.factstream.console.eval.benchmark;

import picocli.CommandLine.Command;

/** {@code factstream eval pope}. */
@Command(
        name = "pope",
        description = "POPE: yes/no questions about objects in pictures.",
        subcommands = {PopeScoreCommand.class})
public final class PopeCommand {}

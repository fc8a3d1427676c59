package dev.factstream.console.eval.benchmark;

import picocli.CommandLine.Command;

/** {@code factstream eval mmbench}. */
@Command(
        name = "mmbench",
        description = "MMBench: multiple-choice questions with rotated options.",
        subcommands = {MmbenchScoreCommand.class})
public final class MmbenchCommand {}

package dev.factstream.console.eval.benchmark;

import picocli.CommandLine.Command;

/** {@code factstream eval llava-bench}. */
@Command(
        name = "llava-bench",
        description = "LLaVA-Bench: a judge compares answers with reference answers.",
        subcommands = {LlavaBenchMessagesCommand.class, LlavaBenchScoreCommand.class})
public final class LlavaBenchCommand {}

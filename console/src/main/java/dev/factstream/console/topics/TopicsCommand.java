package dev.factstream.console.topics;

import picocli.CommandLine.Command;

/** {@code factstream topics}. */
@Command(
        name = "topics",
        description = "Creates, checks or measures the topics of the stream on a cluster, and grants access to them.",
        subcommands = {ApplyCommand.class, CheckCommand.class, SizesCommand.class, AclsCommand.class})
public final class TopicsCommand {}

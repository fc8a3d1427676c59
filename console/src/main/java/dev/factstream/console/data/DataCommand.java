package dev.factstream.console.data;

import picocli.CommandLine.Command;

/** {@code factstream data}. */
@Command(
        name = "data",
        description = "Creates, converts, publishes and retires prompts with facts; samples preference pairs.",
        subcommands = {
            PictureBookCommand.class,
            PreferencesCommand.class,
            ImportCommand.class,
            PublishCommand.class,
            RetireCommand.class
        })
public final class DataCommand {}

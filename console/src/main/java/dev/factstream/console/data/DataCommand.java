package dev.factstream.console.data;

import picocli.CommandLine.Command;

/** {@code factstream data}. */
@Command(
        name = "data",
        description = "Creates prompts with facts and publishes them to the stream.",
        subcommands = {PictureBookCommand.class, PreferencesCommand.class, ImportCommand.class, PublishCommand.class})
public final class DataCommand {}

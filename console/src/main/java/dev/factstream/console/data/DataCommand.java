package dev.factstream.console.data;

import picocli.CommandLine.Command;

/** {@code factstream data}. */
@Command(
        name = "data",
        description = "Makes questions with facts and puts them onto the stream.",
        subcommands = {PictureBookCommand.class, PreferencesCommand.class, ImportCommand.class, PublishCommand.class})
public final class DataCommand {}

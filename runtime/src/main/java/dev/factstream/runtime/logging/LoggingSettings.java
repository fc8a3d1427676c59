package dev.factstream.runtime.logging;

import dev.factstream.runtime.settings.Setting;

/**
 * The settings of logging.
 *
 * @param format format of the logs of this process
 */
public record LoggingSettings(
        @Setting(
                key = "logging.format",
                defaultValue = "text",
                doc = "Format of the logs: text, or json: one object per line on the error stream, from level INFO on.")
        LogFormat format) {}

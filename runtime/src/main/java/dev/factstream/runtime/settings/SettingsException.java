package dev.factstream.runtime.settings;

/** A setting that is unknown, missing or invalid. The message is one line and says what to do. */
public final class SettingsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SettingsException(String message) {
        super(message);
    }

    public SettingsException(String message, Throwable cause) {
        super(message, cause);
    }
}

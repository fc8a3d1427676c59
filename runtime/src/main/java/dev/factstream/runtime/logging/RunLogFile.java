package dev.factstream.runtime.logging;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The log file of a run, with the events that the terminal does not show. */
public final class RunLogFile implements AutoCloseable {
    private final FileAppender<ILoggingEvent> appender;

    private RunLogFile(FileAppender<ILoggingEvent> appender) {
        this.appender = appender;
    }

    /** Appends logs to {@code file} as text until closed. */
    public static RunLogFile open(Path file) {
        return open(file, LogFormat.TEXT);
    }

    /** As {@link #open(Path)}, in the given format. */
    public static RunLogFile open(Path file, LogFormat format) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        FileAppender<ILoggingEvent> appender = new FileAppender<>();
        appender.setContext(context);
        appender.setFile(file.toString());
        appender.setEncoder(format.encoder(context));
        appender.start();
        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(appender);
        return new RunLogFile(appender);
    }

    @Override
    public void close() {
        ((LoggerContext) LoggerFactory.getILoggerFactory())
                .getLogger(Logger.ROOT_LOGGER_NAME)
                .detachAppender(appender);
        appender.stop();
    }
}

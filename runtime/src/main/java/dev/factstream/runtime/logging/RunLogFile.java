package dev.factstream.runtime.logging;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.Duration;
import ch.qos.logback.core.util.FileSize;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log file of a run, with the events that the terminal does not show. A file of {@value #MAX_MIB} MiB is renamed and compressed;
 * the newest {@value #MAX_OLD_FILES} such files stay.
 */
public final class RunLogFile implements AutoCloseable {
    private static final int MAX_MIB = 20;
    private static final int MAX_OLD_FILES = 5;

    private final RollingFileAppender<ILoggingEvent> appender;

    private RunLogFile(RollingFileAppender<ILoggingEvent> appender) {
        this.appender = appender;
    }

    /** Appends logs to {@code file} as text until closed. */
    public static RunLogFile open(Path file) {
        return open(file, LogFormat.TEXT);
    }

    /** As {@link #open(Path)}, in the given format. */
    public static RunLogFile open(Path file, LogFormat format) {
        return open(file, format, (long) MAX_MIB << 20);
    }

    static RunLogFile open(Path file, LogFormat format, long maxBytes) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
        appender.setContext(context);
        appender.setFile(file.toString());
        appender.setEncoder(format.encoder(context));
        FixedWindowRollingPolicy rolling = new FixedWindowRollingPolicy();
        rolling.setContext(context);
        rolling.setParent(appender);
        rolling.setFileNamePattern(file + ".%i.gz");
        rolling.setMinIndex(1);
        rolling.setMaxIndex(MAX_OLD_FILES);
        rolling.start();
        SizeBasedTriggeringPolicy<ILoggingEvent> trigger = new SizeBasedTriggeringPolicy<>();
        trigger.setContext(context);
        trigger.setMaxFileSize(new FileSize(maxBytes));
        trigger.setCheckIncrement(Duration.buildByMilliseconds(100));
        trigger.start();
        appender.setRollingPolicy(rolling);
        appender.setTriggeringPolicy(trigger);
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

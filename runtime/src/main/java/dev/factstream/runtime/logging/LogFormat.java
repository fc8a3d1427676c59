package dev.factstream.runtime.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The formats of logs. */
public enum LogFormat {
    /** Human-readable lines; times are in UTC, messages {@linkplain PrintableText printable}. */
    TEXT {
        @Override
        Encoder<ILoggingEvent> encoder(LoggerContext context) {
            PatternLayout layout = new PatternLayout();
            layout.setContext(context);
            layout.getInstanceConverterMap().put("line", PrintableMessageConverter::new);
            layout.getInstanceConverterMap().put("trace", PrintableThrowableConverter::new);
            layout.setPattern("%d{yyyy-MM-dd'T'HH:mm:ss.SSS'Z', UTC} %-5level [%thread] %logger{30} %line%n%trace");
            layout.start();
            LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
            encoder.setContext(context);
            encoder.setCharset(StandardCharsets.UTF_8);
            encoder.setLayout(layout);
            encoder.start();
            return encoder;
        }
    },
    /** One JSON object per line: timestamp in milliseconds since the epoch, level, thread, logger, message, throwable. */
    JSON {
        @Override
        Encoder<ILoggingEvent> encoder(LoggerContext context) {
            JsonEncoder encoder = new JsonEncoder();
            encoder.setContext(context);
            encoder.setWithSequenceNumber(false);
            encoder.setWithNanoseconds(false);
            encoder.setWithContext(false);
            encoder.setWithMessage(false); // the formatted message is complete
            encoder.setWithArguments(false);
            encoder.setWithFormattedMessage(true);
            encoder.start();
            return encoder;
        }
    };

    private static final String TERMINAL = "terminal";

    /** Returns a started encoder of log events. */
    abstract Encoder<ILoggingEvent> encoder(LoggerContext context);

    /**
     * Applies this format to the logs of this process. With {@link #JSON} the error stream carries everything a log file would
     * have; with {@link #TEXT} nothing changes, and the terminal shows only warnings.
     */
    public void use() {
        if (this == TEXT) {
            return;
        }
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setContext(context);
        appender.setName(TERMINAL);
        appender.setTarget("System.err");
        appender.setEncoder(encoder(context));
        appender.start();
        context.getLogger("dev.factstream").detachAppender(TERMINAL);
        context.getLogger("dev.factstream").setLevel(Level.INFO);
        ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.detachAppender(TERMINAL);
        root.addAppender(appender);
    }
}

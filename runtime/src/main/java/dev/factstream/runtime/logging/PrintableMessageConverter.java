package dev.factstream.runtime.logging;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;

/** The message of an event as one {@linkplain PrintableText printable} line; {@code %line} in patterns. */
public final class PrintableMessageConverter extends ClassicConverter {
    @Override
    public String convert(ILoggingEvent event) {
        return PrintableText.line(event.getFormattedMessage());
    }
}

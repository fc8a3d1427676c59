package dev.factstream.console.run;

import dev.factstream.runtime.logging.PrintableText;
import java.io.PrintWriter;

/** Prints texts from the log, each as one {@linkplain PrintableText printable} line. Not thread-safe. */
public record LinePrinter(PrintWriter out) {
    /** Prints a line, in which nothing begins another line or controls the terminal. */
    public void println(String line) {
        out.println(PrintableText.line(line));
    }
}

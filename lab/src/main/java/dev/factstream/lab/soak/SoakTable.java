package dev.factstream.lab.soak;

import java.util.Locale;
import java.util.function.Consumer;

/** Prints a mark of a soak as a table of names and values. */
final class SoakTable {
    private SoakTable() {}

    static void print(SoakMark mark, double minutes, Consumer<String> line) {
        line.accept(String.format(Locale.ROOT, "--- %,d versions, %.1f min", mark.versions(), minutes));
        mark.sizes()
                .forEach((name, size) -> row(
                        line,
                        name,
                        "heap %,.1f MiB after collection, resident %,.1f MiB",
                        mebibytes(size.heap()),
                        mebibytes(size.resident())));
        mark.topics().forEach((topic, size) -> row(line, "topic " + topic, "%,.2f MiB", mebibytes(size.bytes())));
        mark.folders().forEach((folder, bytes) -> row(line, "folder " + folder, "%,.2f MiB", mebibytes(bytes)));
        row(
                line,
                "start of a learner",
                "%.1f s to the first ticket, %,d records and %,d bytes read",
                mark.start().seconds(),
                mark.start().reads().allRecords(),
                mark.start().reads().allBytes());
        mark.start()
                .reads()
                .bytes()
                .forEach((topic, bytes) -> row(
                        line,
                        "  reads of " + topic,
                        "%,d records, %,d bytes",
                        mark.start().reads().records().getOrDefault(topic, 0L),
                        bytes));
        row(line, "CPU per version", "%.3f s (median of 500)", mark.cpuPerVersion());
        mark.cpuByProcess().forEach((name, seconds) -> row(line, "  CPU of " + name, "%.4f s a version", seconds));
        mark.books().forEach(book -> row(line, "ticket balance", "%s", book));
    }

    private static void row(Consumer<String> line, String name, String format, Object... values) {
        line.accept(String.format(Locale.ROOT, "%-48s ", name) + String.format(Locale.ROOT, format, values));
    }

    private static double mebibytes(long bytes) {
        return bytes / 1048576.0;
    }
}

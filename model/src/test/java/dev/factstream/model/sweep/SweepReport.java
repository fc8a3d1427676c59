package dev.factstream.model.sweep;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Counts the outcomes of a sweep. */
final class SweepReport {

    private final List<String> different = new ArrayList<>();
    private final Map<String, Integer> refusals = new TreeMap<>();
    private int equal;
    private double largest;

    void compared(Path folder, double error, double tolerance) {
        if (error <= tolerance) {
            equal++;
            largest = Math.max(largest, error);
        } else {
            different.add(String.format(Locale.ROOT, "%s: %.3g", folder.getFileName(), error));
        }
    }

    void refused(Path folder, RuntimeException e) {
        String message = String.valueOf(e.getMessage());
        if (message.contains("\n")) {
            different.add(folder.getFileName() + ": not one line: " + message);
        }
        refusals.merge(message.replaceAll(".*/", "").replaceAll("\\d+", "N"), 1, Integer::sum);
    }

    /** The configurations whose values differ, or whose refusal is not one line. */
    List<String> different() {
        return different;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%d equal (largest error %.2g), %d refused, %d different%n",
                equal,
                largest,
                refusals.values().stream().mapToInt(i -> i).sum(),
                different.size()));
        refusals.forEach((reason, count) -> text.append("  refused ")
                .append(count)
                .append(": ")
                .append(reason)
                .append('\n'));
        different.forEach(line -> text.append("  DIFFERENT ").append(line).append('\n'));
        return text.toString();
    }
}

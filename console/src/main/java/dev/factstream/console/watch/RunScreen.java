package dev.factstream.console.watch;

import dev.factstream.drift.reader.RunDriftState;
import dev.factstream.runtime.logging.PrintableText;
import dev.factstream.schemas.drift.DriftRecord;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** Formats the drift state of runs as text for a terminal. */
final class RunScreen {
    /** Clears the terminal and moves the cursor to the top left. */
    static final String CLEAR = "\u001b[H\u001b[2J\u001b[3J";

    private static final String BARS = "▁▂▃▄▅▆▇█";

    private RunScreen() {}

    static String of(List<RunDriftState> runs) {
        if (runs.isEmpty()) {
            return "no window yet: check that 'factstream drift' is running and that rollouts are being scored";
        }
        StringBuilder lines = new StringBuilder();
        runs.forEach(run -> append(lines, run));
        return lines.toString().stripTrailing();
    }

    private static void append(StringBuilder lines, RunDriftState run) {
        DriftRecord newest = run.newest();
        line(
                lines,
                "run %s  version %d  rollouts %d  window %d (%d so far)  %s  %s",
                run.stream(),
                newest.lastVersion(),
                run.rollouts(),
                newest.window(),
                newest.rollouts(),
                Instant.ofEpochMilli(newest.updatedAtMillis()).truncatedTo(ChronoUnit.SECONDS),
                run.isAlarmed() ? "ALARM" : "no alarm");
        run.unacknowledged()
                .ifPresent(alarm -> line(
                        lines,
                        "  %s %s; acknowledge it with 'factstream acknowledge --run %s'",
                        run.paused() ? "the learner has PAUSED for" : "unacknowledged alarm",
                        alarm,
                        run.run()));
        line(lines, "  %-20s %9s %9s %9s %7s %7s  %s", "", "mean", "deviation", "median", "PSI", "KS", "means so far");
        run.components().forEach((name, component) -> {
            DriftRecord record = component.record();
            line(
                    lines,
                    "  %-20s %9.4f %9.4f %9.4f %7s %7s  %s",
                    name,
                    record.mean(),
                    record.deviation(),
                    record.quantiles().getOrDefault("p50", 0.0),
                    distance(record, DriftRecord.PSI),
                    distance(record, "ks"),
                    bars(component.means()));
        });
        run.findings()
                .forEach(dated -> line(
                        lines,
                        "  %s %-9s %s, window %d, version %d, %d in a row: %s",
                        dated.standing() ? "*" : " ",
                        dated.finding().level(),
                        dated.finding().name(),
                        dated.window(),
                        dated.version(),
                        dated.finding().windows(),
                        dated.finding().detail()));
    }

    private static String distance(DriftRecord record, String name) {
        Double value = record.distances().get(name);
        return value == null ? "-" : String.format(Locale.ROOT, "%.3f", value);
    }

    /** Returns one bar per value, scaled between the minimum and the maximum. */
    static String bars(List<Double> values) {
        double least = values.stream().mapToDouble(Double::doubleValue).min().orElse(0);
        double most = values.stream().mapToDouble(Double::doubleValue).max().orElse(0);
        StringBuilder bars = new StringBuilder();
        for (double value : values) {
            int height = most == least ? 0 : (int) Math.round((value - least) / (most - least) * (BARS.length() - 1));
            bars.append(BARS.charAt(height));
        }
        return bars.toString();
    }

    private static void line(StringBuilder lines, String format, Object... values) {
        lines.append(PrintableText.line(String.format(Locale.ROOT, format, values)))
                .append(System.lineSeparator());
    }
}

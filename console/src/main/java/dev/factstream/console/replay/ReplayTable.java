package dev.factstream.console.replay;

import dev.factstream.learner.replay.ReplayDifference;
import dev.factstream.learner.replay.VersionComparison;
import dev.factstream.schemas.ledger.LedgerRecord;
import dev.factstream.schemas.metrics.MetricNames;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Prints a line for each recomputed version. Not thread-safe. */
final class ReplayTable {
    private static final String ROW = "%-9s %7s %8s %-11s %-11s %-14s %-16s %-10s %s";
    private static final int SHOWN = 8;
    private static final int HASH = 16;

    private final int first;
    private final PrintWriter out;
    private int versions;

    /** @param first the first requested version; earlier ones, recomputed only to reach it, are marked with {@code *} */
    ReplayTable(int first, PrintWriter out) {
        this.first = first;
        this.out = out;
        row("version", "inputs", "metrics", "policy loss", "critic loss", "KL", "adapter", "checkpoint", "bit for bit");
    }

    void add(VersionComparison made) {
        versions++;
        LedgerRecord record = made.record();
        row(
                record.version() + (record.version() < first ? " *" : ""),
                record.rolledBackTo().isPresent() ? "= " + record.rolledBackTo().getAsInt() : made.inputs(),
                made.metrics(),
                metric(record, MetricNames.POLICY_LOSS),
                metric(record, MetricNames.VALUE_LOSS),
                metric(record, MetricNames.KL),
                record.adapterHash()
                        .substring(0, Math.min(HASH, record.adapterHash().length())),
                made.checkpoint() ? "compared" : "not kept",
                made.equal() ? "equal" : "DIFFERS");
        List<ReplayDifference> differences = made.differences();
        differences.stream().limit(SHOWN).forEach(difference -> out.println("  " + difference));
        if (differences.size() > SHOWN) {
            out.println("  and " + (differences.size() - SHOWN) + " more");
        }
        out.flush();
    }

    void printSummary(boolean equal) {
        if (equal) {
            out.println(versions + " versions recomputed: equal, bit for bit");
        } else {
            out.println("the first difference is above; later versions would differ too and were not computed");
        }
        out.flush();
    }

    private static String metric(LedgerRecord record, String name) {
        Double value = record.metrics().get(name);
        return value == null ? "-" : String.format(Locale.ROOT, "%.6f", value);
    }

    private void row(Object... cells) {
        out.println(String.format(Locale.ROOT, ROW, cells).stripTrailing());
        out.flush();
    }
}

package dev.factstream.console.ledger;

import dev.factstream.console.run.OpenRun;
import dev.factstream.console.run.RunOptions;
import dev.factstream.console.run.ShortHash;
import dev.factstream.console.run.TextTable;
import dev.factstream.learner.ledger.LedgerReader;
import dev.factstream.learner.ledger.VersionHistory;
import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.schemas.ledger.LedgerRecord;
import dev.factstream.schemas.metrics.MetricNames;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code factstream ledger list}: one line per version. */
@Command(name = "list", description = "Prints one line per policy version of a run.")
final class LedgerListCommand implements Callable<Integer> {
    @Mixin
    private RunOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (OpenRun run = options.open()) {
            VersionHistory history = run.history();
            String runId = history.summaryOf(history.first()).runId();
            TextTable columns = new TextTable(
                    "version", "made", "from", "step", "inputs", "dropped", "issued", "reward", "KL", "adapter");
            VersionRow row = new VersionRow(history, columns);
            new LedgerReader(run.clients(), run.names()).read(runId, entry -> row.add(entry.record()));
            row.end();
            columns.print(spec.commandLine().getOut());
            return ExitCode.OK;
        }
    }

    /** The row of one version, made from its records while they are read. */
    private static final class VersionRow {
        private final VersionHistory history;
        private final TextTable columns;
        private LedgerRecord made;
        private int inputs;
        private int dropped;
        private long issued;

        VersionRow(VersionHistory history, TextTable columns) {
            this.history = history;
            this.columns = columns;
        }

        void add(LedgerRecord record) {
            if (made == null || made.version() != record.version()) {
                end();
                made = record;
                inputs = record.inputs().size();
                dropped = 0;
            }
            dropped += record.drops().size();
            issued = record.counts().issued();
        }

        void end() {
            if (made != null) {
                columns.row(
                        made.version(),
                        Instant.ofEpochMilli(made.createdAtMillis()).truncatedTo(ChronoUnit.SECONDS),
                        made.version() == history.first() ? "-" : history.parent(made.version()),
                        made.optimizerStep(),
                        inputs,
                        dropped,
                        issued,
                        metric(made, MetricNames.REWARD),
                        metric(made, MetricNames.KL),
                        ShortHash.shortened(made.adapterHash()));
            }
        }

        private static String metric(LedgerRecord record, String name) {
            Double value = record.metrics().get(name);
            return value == null ? "-" : String.format(Locale.ROOT, "%+.4f", value);
        }
    }
}

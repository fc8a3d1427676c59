package dev.factstream.console.ledger;

import dev.factstream.console.run.OpenRun;
import dev.factstream.console.run.RunOptions;
import dev.factstream.console.run.ShortHash;
import dev.factstream.console.run.TextTable;
import dev.factstream.learner.ledger.VersionHistory;
import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.schemas.ledger.LedgerRecord;
import dev.factstream.schemas.metrics.MetricNames;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
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
            TextTable columns = new TextTable(
                    "version", "made", "from", "step", "inputs", "dropped", "issued", "reward", "KL", "adapter");
            for (int version = history.first(); version <= history.newest(); version++) {
                LedgerRecord made = history.recordOf(version);
                List<LedgerRecord> records = history.records(version);
                columns.row(
                        version,
                        Instant.ofEpochMilli(made.createdAtMillis()).truncatedTo(ChronoUnit.SECONDS),
                        version == history.first() ? "-" : history.parent(version),
                        made.optimizerStep(),
                        made.inputs().size(),
                        records.stream()
                                .mapToInt(record -> record.drops().size())
                                .sum(),
                        records.get(records.size() - 1).counts().issued(),
                        metric(made, MetricNames.REWARD),
                        metric(made, MetricNames.KL),
                        ShortHash.shortened(made.adapterHash()));
            }
            columns.print(spec.commandLine().getOut());
            return ExitCode.OK;
        }
    }

    private static String metric(LedgerRecord record, String name) {
        Double value = record.metrics().get(name);
        return value == null ? "-" : String.format(Locale.ROOT, "%+.4f", value);
    }
}

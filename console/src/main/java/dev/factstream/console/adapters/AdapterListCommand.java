package dev.factstream.console.adapters;

import dev.factstream.console.run.OpenRun;
import dev.factstream.console.run.RunOptions;
import dev.factstream.console.run.TextTable;
import dev.factstream.learner.LearnerFolders;
import dev.factstream.learner.RunReplay;
import dev.factstream.learner.checkpoint.AvailableCheckpoints;
import dev.factstream.learner.ledger.VersionHistory;
import dev.factstream.learner.publish.PublishedAdapters;
import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.schemas.adapter.AdapterManifest;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code factstream adapters list}: one line per published adapter. */
@Command(name = "list", description = "Prints one line per adapter that a run has published.")
final class AdapterListCommand implements Callable<Integer> {
    @Mixin
    private RunOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (OpenRun run = options.open()) {
            VersionHistory history = run.history();
            AvailableCheckpoints kept = new AvailableCheckpoints(
                    run.settings().bind(LearnerFolders.class).dir().resolve(RunReplay.CHECKPOINTS), history);
            TextTable columns =
                    new TextTable("version", "step", "rank", "alpha", "size", "published", "checkpoint", "adapter");
            String runId = history.summaryOf(history.newest()).runId();
            for (AdapterManifest adapter : new PublishedAdapters(run.clients(), run.names()).manifests(runId)) {
                columns.row(
                        adapter.version() + rollbackSuffix(history, adapter.version()),
                        adapter.optimizerStep(),
                        adapter.rank(),
                        adapter.alpha(),
                        String.format(Locale.ROOT, "%.1f KiB", adapter.byteLength() / 1024.0),
                        Instant.ofEpochMilli(adapter.createdAtMillis()).truncatedTo(ChronoUnit.SECONDS),
                        kept.has(adapter.version()) ? "kept" : "-",
                        adapter.adapterHash());
            }
            columns.print(spec.commandLine().getOut());
            return ExitCode.OK;
        }
    }

    private static String rollbackSuffix(VersionHistory history, int version) {
        return history.has(version) && history.isRollback(version) ? " = " + history.parent(version) : "";
    }
}

package dev.factstream.console.runs;

import dev.factstream.console.run.OpenTopics;
import dev.factstream.console.run.TextTable;
import dev.factstream.console.run.TopicsOption;
import dev.factstream.learner.ledger.RunStateReader;
import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.schemas.run.RunState;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code factstream runs list}. */
@Command(
        name = "list",
        description = {
            "Lists the runs on the topics with their newest version and ticket counts.",
            "A run from before the topic run-state existed is listed once a learner has resumed it."
        })
final class RunListCommand implements Callable<Integer> {
    private static final int BASE_DIGITS = 12;

    @Mixin
    private TopicsOption options;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (OpenTopics topics = options.open()) {
            TextTable table = new TextTable(
                    "run", "policy", "base", "status", "version", "issued", "trained", "dropped", "dead", "open",
                    "updated");
            for (RunState run :
                    new RunStateReader(topics.clients(), topics.names()).read().values()) {
                table.row(
                        run.runId(),
                        run.policyId(),
                        run.baseHash()
                                .substring(
                                        0, Math.min(BASE_DIGITS, run.baseHash().length())),
                        run.status().name().toLowerCase(Locale.ROOT),
                        run.version(),
                        run.counts().issued(),
                        run.counts().trained(),
                        run.counts().dropped(),
                        run.counts().dead(),
                        run.counts().outstanding(),
                        Instant.ofEpochMilli(run.updatedAtMillis()).truncatedTo(ChronoUnit.SECONDS));
            }
            table.print(spec.commandLine().getOut());
            return ExitCode.OK;
        }
    }
}

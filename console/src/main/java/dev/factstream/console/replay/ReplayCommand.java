package dev.factstream.console.replay;

import dev.factstream.console.run.OpenRun;
import dev.factstream.console.run.RunOptions;
import dev.factstream.evaluation.policy.PolicyFolder;
import dev.factstream.learner.LearnerFolders;
import dev.factstream.learner.RecordedSettings;
import dev.factstream.learner.RunReplay;
import dev.factstream.learner.ledger.VersionHistory;
import dev.factstream.model.engine.TorchEnvironment;
import dev.factstream.model.engine.TorchThreads;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.failure.UserFacingException;
import dev.factstream.schemas.ledger.LedgerRecord;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code factstream replay}: recomputes policy versions from the log and compares them bit for bit. */
@Command(
        name = "replay",
        description = {
            "Recomputes policy versions of a run from its ledger and log, with the learner's own code, and compares metrics,"
                    + " adapters and checkpoints bit for bit. Exits with 1 at the first version that differs, and prints the differences.",
            "Uses the settings that the ledger records; learner.model and similar settings name the folders on this machine."
        })
public final class ReplayCommand implements Callable<Integer> {
    @Option(
            names = "--from",
            paramLabel = "N",
            description = "First version to recompute (default: the first version that the run trained).")
    private Optional<Integer> from = Optional.empty();

    @Option(names = "--to", paramLabel = "M", description = "Last version to recompute (default: the newest).")
    private Optional<Integer> to = Optional.empty();

    @Option(
            names = "--from-the-beginning",
            description = "Recompute everything from the first version of the run, without using checkpoints.")
    private boolean fromTheBeginning;

    @Mixin
    private RunOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        try (OpenRun run = options.open()) {
            VersionHistory history = run.history();
            int first = from.orElse(history.first() + 1);
            int last = to.orElse(history.newest());
            require(run, first, last);
            LedgerRecord record = history.summaryOf(last);
            matchEnvironment(record);
            ReplayTable table = new ReplayTable(first, out);
            RunReplay replay = new RunReplay(history, run.settings(), run.clients(), run.names());
            try (VisionLanguageModel model = PolicyFolder.load(new RecordedSettings(run.settings())
                    .of(record)
                    .bind(LearnerFolders.class)
                    .model())) {
                warnIfEnvironmentDiffers(record);
                boolean equal = fromTheBeginning
                        ? replay.fromFirstVersion(model, first, last, table::add)
                        : replay.fromCheckpoints(model, first, last, table::add);
                table.printSummary(equal);
                return equal ? ExitCode.OK : ExitCode.NEGATIVE;
            }
        }
    }

    private static void require(OpenRun run, int first, int last) {
        run.requireVersion(first);
        run.requireVersion(last);
        if (first > last) {
            throw new UserFacingException(ExitCode.USAGE, "--from " + first + " is greater than --to " + last);
        }
        if (first == run.history().first()) {
            throw new UserFacingException(
                    ExitCode.USAGE,
                    "version " + first + " is the first version of the run and was not trained: use --from "
                            + (first + 1));
        }
    }

    /** Sets the recorded number of threads, because it determines the order of sums; to be called before the engine is loaded. */
    private static void matchEnvironment(LedgerRecord record) {
        String threads = record.environment().get(TorchEnvironment.THREADS);
        if (threads != null) {
            TorchThreads.use(Integer.parseInt(threads));
        }
    }

    private void warnIfEnvironmentDiffers(LedgerRecord record) {
        TreeMap<String, String> then = new TreeMap<>(record.environment());
        TreeMap<String, String> now = new TreeMap<>(TorchEnvironment.now());
        if (!then.isEmpty() && !then.equals(now)) {
            spec.commandLine()
                    .getErr()
                    .println("factstream: results may differ in their last bits: the run was computed with " + then
                            + ", this replay with " + now);
        }
    }
}

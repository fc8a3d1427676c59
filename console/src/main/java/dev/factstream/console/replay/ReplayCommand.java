package dev.factstream.console.replay;

import dev.factstream.console.cli.ConsoleException;
import dev.factstream.console.cli.ExitCode;
import dev.factstream.console.cli.TorchThreads;
import dev.factstream.console.eval.PolicyFolder;
import dev.factstream.console.run.OpenRun;
import dev.factstream.console.run.RunOptions;
import dev.factstream.learner.LearnerSettings;
import dev.factstream.learner.RecordedSettings;
import dev.factstream.learner.RunReplay;
import dev.factstream.learner.ledger.VersionHistory;
import dev.factstream.model.engine.Environment;
import dev.factstream.model.network.VisionLanguageModel;
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

/** {@code factstream replay}: makes policy versions again from the log, and compares bit for bit. */
@Command(
        name = "replay",
        description = {
            "Makes policy versions of a run again from its ledger and log, with the learner's own code, and compares metrics,"
                    + " adapters and checkpoints bit for bit. Exits with 1 if something differs, and says what differs first.",
            "Settings are those that the ledger keeps; learner.model and the like say where folders lie here."
        })
public final class ReplayCommand implements Callable<Integer> {
    @Option(
            names = "--from",
            paramLabel = "N",
            description = "First version to make again (default: the first that the run trained).")
    private Optional<Integer> from = Optional.empty();

    @Option(names = "--to", paramLabel = "M", description = "Last one (default: the newest).")
    private Optional<Integer> to = Optional.empty();

    @Option(
            names = "--from-the-beginning",
            description = "Compute everything from the version that the run began with, whatever checkpoints are kept.")
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
            LedgerRecord record = history.made(last);
            matchEnvironment(record);
            ReplayTable table = new ReplayTable(first, out);
            RunReplay replay = new RunReplay(history, run.settings(), run.clients(), run.names());
            try (VisionLanguageModel model = PolicyFolder.load(
                    new RecordedSettings(run.settings()).of(record).get(LearnerSettings.MODEL))) {
                warnOfEnvironment(record);
                boolean equal = fromTheBeginning
                        ? replay.fromTheBeginning(model, first, last, table::add)
                        : replay.fromCheckpoints(model, first, last, table::add);
                table.end(equal);
                return equal ? ExitCode.OK : ExitCode.NEGATIVE;
            }
        }
    }

    private static void require(OpenRun run, int first, int last) {
        run.require(first);
        run.require(last);
        if (first > last) {
            throw new ConsoleException(ExitCode.USAGE, "--from " + first + " lies behind --to " + last);
        }
        if (first == run.history().first()) {
            throw new ConsoleException(
                    ExitCode.USAGE,
                    "version " + first + " is what the run began with, and was not trained: begin with --from "
                            + (first + 1));
        }
    }

    /** Sums are formed in another order by another number of threads; to be called before the engine is loaded. */
    private static void matchEnvironment(LedgerRecord record) {
        String threads = record.environment().get(Environment.THREADS);
        if (threads != null) {
            TorchThreads.use(Integer.parseInt(threads));
        }
    }

    private void warnOfEnvironment(LedgerRecord record) {
        TreeMap<String, String> then = new TreeMap<>(record.environment());
        TreeMap<String, String> now = new TreeMap<>(Environment.now());
        if (!then.isEmpty() && !then.equals(now)) {
            spec.commandLine()
                    .getErr()
                    .println("factstream: bits may differ, since the run was computed with " + then + ", this with "
                            + now);
        }
    }
}

package dev.factstream.console;

import dev.factstream.console.adapters.AdaptersCommand;
import dev.factstream.console.bench.BenchCommand;
import dev.factstream.console.books.BooksCommand;
import dev.factstream.console.broker.BrokerCommand;
import dev.factstream.console.chaos.ChaosCommand;
import dev.factstream.console.cli.BuildVersionProvider;
import dev.factstream.console.cli.DebugOption;
import dev.factstream.console.cli.ErrorReporter;
import dev.factstream.console.data.DataCommand;
import dev.factstream.console.deadletters.DeadLettersCommand;
import dev.factstream.console.eval.EvalCommand;
import dev.factstream.console.experiment.ExperimentCommand;
import dev.factstream.console.export.ExportCommand;
import dev.factstream.console.ledger.LedgerCommand;
import dev.factstream.console.model.ModelCommand;
import dev.factstream.console.quickstart.QuickstartCommand;
import dev.factstream.console.replay.ReplayCommand;
import dev.factstream.console.rescore.RescoreCommand;
import dev.factstream.console.role.ActorCommand;
import dev.factstream.console.role.DashboardCommand;
import dev.factstream.console.role.DriftCommand;
import dev.factstream.console.role.LearnerCommand;
import dev.factstream.console.role.ScorerCommand;
import dev.factstream.console.runs.RunsCommand;
import dev.factstream.console.soak.SoakCommand;
import dev.factstream.console.topics.TopicsCommand;
import dev.factstream.console.train.TrainCommand;
import dev.factstream.console.watch.AcknowledgeCommand;
import dev.factstream.console.watch.WatchCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The {@code factstream} command line. */
@Command(
        name = "factstream",
        description =
                "Aligns vision-language models by Fact-RLHF over Apache Kafka.%nStart with: factstream quickstart%n",
        versionProvider = BuildVersionProvider.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            QuickstartCommand.class,
            BrokerCommand.class,
            BooksCommand.class,
            TopicsCommand.class,
            DataCommand.class,
            EvalCommand.class,
            ExperimentCommand.class,
            TrainCommand.class,
            ModelCommand.class,
            ActorCommand.class,
            ScorerCommand.class,
            LearnerCommand.class,
            ReplayCommand.class,
            LedgerCommand.class,
            ExportCommand.class,
            AdaptersCommand.class,
            RunsCommand.class,
            DriftCommand.class,
            DashboardCommand.class,
            DeadLettersCommand.class,
            WatchCommand.class,
            AcknowledgeCommand.class,
            RescoreCommand.class,
            ChaosCommand.class,
            BenchCommand.class,
            SoakCommand.class
        })
public final class Main {
    private static final int HELP_WIDTH = 100;

    @Mixin
    private DebugOption debug;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help.")
    private boolean help;

    @Option(names = "--version", versionHelp = true, description = "Show the version.")
    private boolean version;

    private Main() {}

    /** Runs one command and exits with its {@linkplain dev.factstream.runtime.failure.ExitCode exit code}. */
    public static void main(String[] arguments) {
        System.exit(run(
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                arguments));
    }

    /**
     * Runs one command.
     *
     * @param out receives the results
     * @param err receives one line if the command fails
     * @return one of {@link dev.factstream.runtime.failure.ExitCode}
     */
    public static int run(PrintWriter out, PrintWriter err, String... arguments) {
        Main main = new Main();
        CommandLine command = new CommandLine(main);
        ErrorReporter errors = new ErrorReporter(main.debug);
        command.setOut(out)
                .setErr(err)
                .setParameterExceptionHandler(errors)
                .setExecutionExceptionHandler(errors)
                .setUsageHelpWidth(HELP_WIDTH);
        try {
            return command.execute(arguments);
        } catch (LinkageError | OutOfMemoryError e) { // for instance native libraries of another platform
            return errors.report(command, e);
        }
    }
}

package dev.factstream.console.books;

import dev.factstream.console.cli.SettingsOptions;
import dev.factstream.learner.ledger.TicketBalance;
import dev.factstream.learner.ledger.TicketBalanceReader;
import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.kafka.ClusterConnector;
import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.runtime.logging.PrintableText;
import dev.factstream.runtime.settings.CommonSettings;
import dev.factstream.runtime.settings.Settings;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code factstream books}: prints the ticket balance of a run, counted from the topics. */
@Command(
        name = "books",
        description =
                "Prints the ticket balance of a run, counted from the topics; exits with 1 if tickets do not balance.")
public final class BooksCommand implements Callable<Integer> {
    @Option(names = "--run", required = true, paramLabel = "ID", description = "The run (learner.run.id).")
    private String runId;

    @Option(
            names = "--all",
            description = "Count every ticket on the topics, also those that the run's state counts as ended.")
    private boolean all;

    @Mixin
    private SettingsOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Settings settings = options.load();
        KafkaClients clients = ClusterConnector.connect(settings);
        TicketBalanceReader reader = new TicketBalanceReader(clients, CommonSettings.topicNames(settings));
        TicketBalance books = all ? reader.readAll(runId) : reader.read(runId);
        return print(books, spec.commandLine().getOut(), spec.commandLine().getErr());
    }

    /** Prints the ticket balance, and its faults on the error stream; returns the exit code. */
    public static int print(TicketBalance books, PrintWriter out, PrintWriter err) {
        out.println(books);
        books.faults()
                .forEach(fault -> err.println(PrintableText.line("factstream: the tickets do not balance: " + fault)));
        if (books.faults().isEmpty() && !books.balanced()) {
            err.println("factstream: the tickets do not balance");
        }
        return books.balanced() ? ExitCode.OK : ExitCode.NEGATIVE;
    }
}

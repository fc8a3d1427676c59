package dev.factstream.console.deadletters;

import dev.factstream.console.cli.SettingsOptions;
import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.failure.UserFacingException;
import dev.factstream.runtime.kafka.ClusterConnector;
import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.runtime.settings.CommonSettings;
import dev.factstream.runtime.settings.Settings;
import dev.factstream.schemas.topics.TopicNames;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code factstream dead-letters retry}. */
@Command(
        name = "retry",
        description =
                "Sends dead letters to their source topics again, unchanged; exits with 1 if one cannot be sent. The dead"
                        + " letters stay on their topic, and a ticket that a learner has counted as dead stays dead.")
final class DeadLetterRetryCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "ADDRESS",
            arity = "0..*",
            converter = DeadLetterPosition.Converter.class,
            description = "Addresses as list prints them: partition@offset.")
    private List<DeadLetterPosition> addresses = new ArrayList<>();

    @Option(names = "--all", description = "All dead letters, or all that match the filter options.")
    private boolean all;

    @Mixin
    private DeadLetterFilter filter;

    @Mixin
    private SettingsOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (addresses.isEmpty() == !all) {
            throw new UserFacingException(
                    ExitCode.USAGE, "give either addresses of dead letters, or --all with or without a filter");
        }
        if (filter.isGiven() && !all) {
            throw new UserFacingException(ExitCode.USAGE, "--stage, --reason and --topic need --all");
        }
        Settings settings = options.load();
        KafkaClients clients = ClusterConnector.connect(settings);
        TopicNames names = CommonSettings.topicNames(settings);
        DeadLetterReader letters = new DeadLetterReader(clients, names);
        PrintWriter out = spec.commandLine().getOut();
        try (DeadLetterResender retry =
                new DeadLetterResender(clients, names, spec.commandLine().getErr())) {
            if (all) {
                letters.readAll(letter -> {
                    if (filter.matches(letter)) {
                        retry.send(letter);
                    }
                });
            } else {
                addresses.stream().map(letters::at).forEach(retry::send);
            }
            retry.flush();
            out.println(retry.sent() + " sent again, " + retry.skipped() + " could not be sent");
            return retry.skipped() == 0 ? ExitCode.OK : ExitCode.NEGATIVE;
        }
    }
}

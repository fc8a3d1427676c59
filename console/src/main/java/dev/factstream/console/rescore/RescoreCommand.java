package dev.factstream.console.rescore;

import static dev.factstream.runtime.settings.SettingsSource.pair;

import dev.factstream.console.cli.SettingsOptions;
import dev.factstream.lab.stream.RoleSettings;
import dev.factstream.lab.stream.StoppedQuickstart;
import dev.factstream.model.engine.TorchThreads;
import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.failure.UserFacingException;
import dev.factstream.runtime.kafka.ClusterConnector;
import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.runtime.settings.CommonSettings;
import dev.factstream.runtime.settings.Settings;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.scorer.rescore.RescoreTopic;
import dev.factstream.scorer.rescore.Rescorer;
import dev.factstream.scorer.rescore.ScoreComparison;
import dev.factstream.scorer.settings.ScorerSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code factstream rescore}: scores the rollouts of the log with another reward model. */
@Command(
        name = "rescore",
        description =
                "Scores the rollouts of the log again, into a second topic, and compares the new scores with the old ones.")
public final class RescoreCommand implements Callable<Integer> {
    @Option(
            names = "--reward-model",
            paramLabel = "DIR",
            description = "The reward model; without one, rewards come from symbolic facts only.")
    private Optional<Path> model = Optional.empty();

    @Option(
            names = "--from",
            paramLabel = "TIME",
            defaultValue = "earliest",
            description =
                    "Score rollouts from this time on: earliest, or a time like 2026-08-01T00:00:00Z (default: ${DEFAULT-VALUE}).")
    private String from;

    @Option(
            names = "--to-topic",
            required = true,
            paramLabel = "NAME",
            description = "The topic for the scores (without the prefix); it must not exist yet or be empty.")
    private String target;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Folder of a stopped quickstart; its broker is started for reading.")
    private Optional<Path> dir = Optional.empty();

    @Option(names = "--run", paramLabel = "ID", description = "Only rollouts of this run.")
    private Optional<String> run = Optional.empty();

    @Option(
            names = "--show",
            paramLabel = "N",
            defaultValue = "5",
            description = "Number of largest differences to print (default: ${DEFAULT-VALUE}).")
    private int show;

    @Mixin
    private SettingsOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        TorchThreads.useOne();
        if (dir.isEmpty()) {
            return rescore(List.of());
        }
        try (StoppedQuickstart stream = StoppedQuickstart.open(dir.get())) {
            return rescore(List.of("kafka.bootstrap.servers=" + stream.bootstrapServers()));
        }
    }

    private int rescore(List<String> cluster) {
        List<String> decided = new ArrayList<>(cluster);
        model.ifPresent(folder -> decided.add(pair(ScorerSettings.REWARD_MODEL, folder)));
        Settings settings = options.source().load(RoleSettings.CATALOGUE, List.of(), decided);
        TopicNames names = CommonSettings.topicNames(settings);
        KafkaClients clients = new KafkaClients(settings);
        PrintWriter out = spec.commandLine().getOut();
        try (Admin admin = ClusterConnector.admin(settings)) {
            String topic = names.topic(target);
            RescoreTopic.prepare(admin, names, topic);
            try (Rescorer rescoring = new Rescorer(clients, names, settings, topic)) {
                ScoreComparison comparison = rescoring.run(start(), run, out);
                out.print(comparison.report(show));
                out.flush();
            }
        }
        return ExitCode.OK;
    }

    private Instant start() {
        try {
            return from.equals("earliest") ? Instant.EPOCH : Instant.parse(from);
        } catch (DateTimeParseException e) {
            throw new UserFacingException(
                    ExitCode.USAGE, "--from takes earliest or a time like 2026-08-01T00:00:00Z, not '" + from + "'", e);
        }
    }
}

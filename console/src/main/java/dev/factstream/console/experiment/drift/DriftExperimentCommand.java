package dev.factstream.console.experiment.drift;

import dev.factstream.console.cli.ConsoleException;
import dev.factstream.console.cli.ExitCode;
import dev.factstream.console.cli.TemporaryFolder;
import dev.factstream.infra.broker.EmbeddedBroker;
import dev.factstream.infra.topics.TopicTool;
import dev.factstream.schemas.settings.KafkaClients;
import dev.factstream.schemas.topics.TopicNames;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code factstream experiment drift}. */
@Command(
        name = "drift",
        description =
                "Replays recorded runs with injected faults through a real drift application, on an embedded broker, and prints"
                        + " after how many windows each fault is named; exits with 1 if a fault is not named within five windows"
                        + " or if there is an unexpected finding.")
public final class DriftExperimentCommand implements Callable<Integer> {
    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "3",
            description = "Number of the three recorded runs to replay (default: ${DEFAULT-VALUE}).")
    private int runs;

    @Option(
            names = "--recorded",
            paramLabel = "FILE",
            description =
                    "Replay this file of 'experiment record' instead; may be repeated. Injections that need canaries are skipped"
                            + " for runs without canaries.")
    private List<Path> recorded = List.of();

    @Option(
            names = "--injection",
            paramLabel = "NAME",
            description = "Inject only this fault: ${COMPLETION-CANDIDATES}; may be repeated.")
    private List<Injection> injections = List.of();

    @Option(
            names = "--stationary",
            paramLabel = "N",
            defaultValue = "10000",
            description = "Rollouts of each stationary stream (default: ${DEFAULT-VALUE}).")
    private int stationary;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (runs < 1 || runs > Recording.RUNS) {
            throw new ConsoleException(ExitCode.USAGE, "--runs must be from 1 to " + Recording.RUNS + ", not " + runs);
        }
        PrintWriter out = spec.commandLine().getOut();
        List<Replay> replays = replays();
        try (TemporaryFolder folder = TemporaryFolder.create("factstream-drift-");
                EmbeddedBroker broker = EmbeddedBroker.start(folder.path().resolve("broker"), 0)) {
            KafkaClients clients = KafkaClients.of(broker.bootstrapServers());
            TopicNames names = new TopicNames("");
            try (Admin admin = Admin.create(clients.admin("experiment"))) {
                TopicTool.apply(admin, names, ReplayedStreams.TOPICS);
            }
            List<Outcome> outcomes = new ReplayedStreams(clients, names, folder.path()).run(replays);
            out.println(Outcome.HEAD);
            outcomes.forEach(out::println);
            return outcomes.stream().allMatch(Outcome::isAsExpected) ? ExitCode.OK : ExitCode.NEGATIVE;
        }
    }

    private List<Replay> replays() {
        List<Injection> wanted = injections.isEmpty() ? Arrays.asList(Injection.values()) : injections;
        List<Replay> replays = new ArrayList<>();
        int number = 0;
        for (Recording healthy : recordings()) {
            int seed = ++number;
            wanted.stream()
                    .filter(injection -> !injection.needsCanaries() || healthy.hasCanaries())
                    .forEach(injection -> replays.add(new Replay(injection, injection.applyTo(healthy, seed))));
            replays.add(new Replay(Injection.NONE, Recording.stationary(stationary, seed)));
        }
        return replays;
    }

    private List<Recording> recordings() {
        if (recorded.isEmpty()) {
            return IntStream.rangeClosed(1, runs).mapToObj(Recording::healthy).toList();
        }
        List<Recording> own = new ArrayList<>();
        for (Path file : recorded) {
            own.add(Recording.read(file));
        }
        return own;
    }
}

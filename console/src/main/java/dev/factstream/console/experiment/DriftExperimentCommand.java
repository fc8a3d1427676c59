package dev.factstream.console.experiment;

import dev.factstream.infra.broker.EmbeddedBroker;
import dev.factstream.infra.topics.TopicTool;
import dev.factstream.lab.experiment.drift.DriftDetectionResult;
import dev.factstream.lab.experiment.drift.FaultInjection;
import dev.factstream.lab.experiment.drift.InjectedRecording;
import dev.factstream.lab.experiment.drift.RecordingReplayer;
import dev.factstream.lab.experiment.drift.RunRecording;
import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.failure.UserFacingException;
import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.runtime.process.TemporaryFolder;
import dev.factstream.schemas.topics.TopicNames;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
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
    private List<FaultInjection> injections = List.of();

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
        if (runs < 1 || runs > RunRecording.RUNS) {
            throw new UserFacingException(
                    ExitCode.USAGE, "--runs must be from 1 to " + RunRecording.RUNS + ", not " + runs);
        }
        PrintWriter out = spec.commandLine().getOut();
        List<InjectedRecording> replays = replays();
        try (TemporaryFolder folder = TemporaryFolder.create("factstream-drift-");
                EmbeddedBroker broker = EmbeddedBroker.start(folder.path().resolve("broker"), 0)) {
            KafkaClients clients = KafkaClients.of(broker.bootstrapServers());
            TopicNames names = new TopicNames("");
            TopicTool.apply(clients, names, RecordingReplayer.TOPICS);
            List<DriftDetectionResult> outcomes = new RecordingReplayer(clients, names, folder.path()).run(replays);
            out.println(DriftDetectionResult.HEAD);
            outcomes.forEach(out::println);
            return outcomes.stream().allMatch(DriftDetectionResult::isAsExpected) ? ExitCode.OK : ExitCode.NEGATIVE;
        }
    }

    private List<InjectedRecording> replays() {
        List<FaultInjection> wanted = injections.isEmpty() ? Arrays.asList(FaultInjection.values()) : injections;
        List<InjectedRecording> replays = new ArrayList<>();
        int number = 0;
        for (RunRecording healthy : recordings()) {
            int seed = ++number;
            wanted.stream()
                    .filter(injection -> !injection.needsCanaries() || healthy.hasCanaries())
                    .forEach(injection ->
                            replays.add(new InjectedRecording(injection, injection.applyTo(healthy, seed))));
            replays.add(new InjectedRecording(FaultInjection.NONE, RunRecording.stationary(stationary, seed)));
        }
        return replays;
    }

    private List<RunRecording> recordings() {
        if (recorded.isEmpty()) {
            return IntStream.rangeClosed(1, runs)
                    .mapToObj(RunRecording::healthy)
                    .toList();
        }
        List<RunRecording> own = new ArrayList<>();
        for (Path file : recorded) {
            own.add(RunRecording.read(file));
        }
        return own;
    }
}

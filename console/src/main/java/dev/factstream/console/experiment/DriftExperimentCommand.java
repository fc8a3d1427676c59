package dev.factstream.console.experiment;

import dev.factstream.lab.experiment.drift.DriftDetectionResult;
import dev.factstream.lab.experiment.drift.DriftExperiment;
import dev.factstream.lab.experiment.drift.FaultInjection;
import dev.factstream.lab.experiment.drift.RunRecording;
import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.failure.UserFacingException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
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
        List<FaultInjection> wanted = injections.isEmpty() ? List.of(FaultInjection.values()) : injections;
        List<DriftDetectionResult> results = new DriftExperiment(recordings(), wanted, stationary).run();
        PrintWriter out = spec.commandLine().getOut();
        out.println(DriftDetectionResult.HEAD);
        results.forEach(out::println);
        return results.stream().allMatch(DriftDetectionResult::isAsExpected) ? ExitCode.OK : ExitCode.NEGATIVE;
    }

    private List<RunRecording> recordings() {
        return recorded.isEmpty()
                ? IntStream.rangeClosed(1, runs).mapToObj(RunRecording::healthy).toList()
                : recorded.stream().map(RunRecording::read).toList();
    }
}

package dev.factstream.console.watch;

import dev.factstream.console.cli.SettingsOptions;
import dev.factstream.drift.reader.DriftTopicReader;
import dev.factstream.drift.reader.DriftWindows;
import dev.factstream.drift.reader.RunDriftState;
import dev.factstream.learner.ledger.RunStateReader;
import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.failure.UserFacingException;
import dev.factstream.runtime.kafka.ClusterConnector;
import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.runtime.process.StopSignal;
import dev.factstream.runtime.settings.CommonSettings;
import dev.factstream.runtime.settings.Settings;
import dev.factstream.schemas.run.RunProgress;
import dev.factstream.schemas.run.RunState;
import dev.factstream.schemas.topics.TopicNames;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code factstream watch}. */
@Command(
        name = "watch",
        description = "Shows reward drift live: the newest window of every reward component, and the findings."
                + " With --once it exits with 1 if there is an alarm.")
public final class WatchCommand implements Callable<Integer> {
    @Option(names = "--once", description = "Print the state once and exit.")
    private boolean once;

    @Option(names = "--json", description = "Print one line of JSON at each refresh.")
    private boolean json;

    @Option(names = "--run", paramLabel = "ID", description = "Only this run.")
    private Optional<String> run = Optional.empty();

    @Option(
            names = "--every",
            paramLabel = "SECONDS",
            defaultValue = "2",
            description = "Refresh interval (default: ${DEFAULT-VALUE}).")
    private int every;

    @Mixin
    private SettingsOptions options;

    @Spec
    private CommandSpec spec;

    private RunStateReader states;

    @Override
    public Integer call() throws InterruptedException {
        if (every < 1) {
            throw new UserFacingException(ExitCode.USAGE, "--every must be 1 or more, not " + every);
        }
        Settings settings = options.load();
        KafkaClients clients = ClusterConnector.connect(settings);
        PrintWriter out = spec.commandLine().getOut();
        TopicNames names = CommonSettings.topicNames(settings);
        states = new RunStateReader(clients, names);
        try (DriftTopicReader drift = new DriftTopicReader(clients, names)) {
            if (once) {
                List<RunDriftState> runs = readStates(drift);
                out.println(json ? RunJson.of(runs) : RunScreen.of(runs));
                return runs.stream().anyMatch(RunDriftState::isAlarmed) ? ExitCode.NEGATIVE : ExitCode.OK;
            }
            watch(drift, out);
        }
        return ExitCode.OK;
    }

    private void watch(DriftTopicReader drift, PrintWriter out) throws InterruptedException {
        boolean terminal = !json && System.console() != null;
        String before = "";
        try (StopSignal stop = StopSignal.install()) {
            do {
                List<RunDriftState> runs = readStates(drift);
                String now = json ? RunJson.of(runs) : RunScreen.of(runs);
                if (!now.equals(before)) {
                    out.println(terminal ? RunScreen.CLEAR + now : now);
                    out.flush();
                    before = now;
                }
            } while (!stop.await(1000L * every));
        }
    }

    private List<RunDriftState> readStates(DriftTopicReader drift) {
        drift.read();
        DriftWindows windows = drift.windows();
        return windows.streams().stream()
                .filter(stream -> run.map(stream::equals).orElse(true)
                        && !windows.summaries(stream).isEmpty())
                .map(stream -> RunDriftState.of(stream, windows))
                .map(state ->
                        state.unacknowledged().isPresent() && pauses(state.run()) ? state.withPausedLearner() : state)
                .toList();
    }

    /** Returns whether the learner of a run pauses on alarms, as its newest state says. */
    private boolean pauses(String runId) {
        return states.read(runId)
                .flatMap(RunState::progress)
                .filter(RunProgress::pausesOnAlarm)
                .isPresent();
    }
}

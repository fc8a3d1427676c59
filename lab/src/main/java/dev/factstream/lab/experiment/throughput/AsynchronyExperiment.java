package dev.factstream.lab.experiment.throughput;

import static dev.factstream.runtime.settings.SettingsSource.pair;

import dev.factstream.actor.settings.ActorSettings;
import dev.factstream.evaluation.policy.PolicyFolder;
import dev.factstream.lab.stream.RunFolder;
import dev.factstream.lab.stream.StreamPlan;
import dev.factstream.lab.stream.StreamRun;
import dev.factstream.learner.dispatch.AdmissionSettings;
import dev.factstream.learner.guard.GuardOptions;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.failure.UserFacingException;
import dev.factstream.runtime.logging.RunLogFile;
import dev.factstream.runtime.process.TemporaryFolder;
import dev.factstream.runtime.settings.SettingsSource;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Measures the speed-up of asynchrony when generation takes as long as a learner step. Generation is simulated by sleeping; the broker,
 * the scorer, the learner and all of the actor except its decoder are real. A calibration run with near-zero generation time measures the
 * step first.
 */
public final class AsynchronyExperiment {
    /** Enough versions for the JIT compiler, which makes steps faster for a while. */
    private static final int CALIBRATION = 16;

    private static final int WARM_UP = 8;
    private static final int PICTURES = 200;

    /** The tickets of a batch are uneven over four partitions: with spare places no ticket waits for one. */
    private static final int PLACES_PER_ROLLOUT = 4;

    private final Path policy;
    private final int versions;
    private final int rollouts;
    private final int rounds;
    private final SettingsSource userSettings;
    private final PrintWriter out;

    public AsynchronyExperiment(
            Path policy, int versions, int rollouts, int rounds, SettingsSource userSettings, PrintWriter out) {
        this.policy = policy;
        this.versions = versions;
        this.rollouts = rollouts;
        this.rounds = rounds;
        this.userSettings = userSettings;
        this.out = out;
    }

    /** Returns the time at eta 1 as a share of the time at eta 0: the median of several rounds, because the machine's speed varies. */
    public double run() throws IOException, InterruptedException {
        try (TemporaryFolder folder = TemporaryFolder.create("factstream-asynchrony-");
                VisionLanguageModel model = PolicyFolder.load(policy)) {
            Duration step = runStream("calibration", 0, Duration.ofMillis(1), CALIBRATION, folder.path(), model)
                    .medianStep(WARM_UP);
            double[] shares = new double[rounds];
            for (int round = 0; round < rounds; round++) {
                print(
                        "a learner step of %d rollouts takes %d ms; simulated generation takes as long",
                        rollouts, step.toMillis());
                StreamTimes none = runStream(round + "-eta-0", 0, step, versions, folder.path(), model);
                print("eta 0: %s", none);
                print(
                        "       overhead of log, scoring and everything except generation and step: %.1f %%",
                        100 * none.overheadShare(step));
                StreamTimes one = runStream(round + "-eta-1", 1, step, versions, folder.path(), model);
                print("eta 1: %s", one);
                shares[round] = one.total() / none.total();
                print("eta 1 takes %.3f of the time of eta 0", shares[round]);
                step = one.medianStep(0);
            }
            Arrays.sort(shares);
            double median = shares[rounds / 2];
            print("median of %d rounds: %.3f", rounds, median);
            return median;
        }
    }

    private StreamTimes runStream(
            String name, int eta, Duration generation, int steps, Path root, VisionLanguageModel model)
            throws IOException, InterruptedException {
        StreamPlan plan = new StreamPlan(
                name,
                policy,
                Optional.empty(),
                1,
                1,
                PICTURES,
                0,
                false,
                OptionalInt.empty(),
                settings(eta, generation));
        StreamStopwatch watch = new StreamStopwatch();
        try (RunFolder folder = RunFolder.open(root.resolve(name), "experiment");
                RunLogFile log = RunLogFile.open(folder.log());
                StreamRun stream = StreamRun.open(plan, userSettings, folder, model, watch)) {
            if (stream.make(first -> steps).stopped()) {
                throw new UserFacingException(ExitCode.INTERRUPTED, "stopped");
            }
        }
        return watch.times();
    }

    private List<String> settings(int eta, Duration generation) {
        return List.of(
                pair(AdmissionSettings.ETA, eta),
                pair(AdmissionSettings.ROLLOUTS_PER_VERSION, rollouts),
                pair(ActorSettings.BATCH_SIZE, PLACES_PER_ROLLOUT * rollouts),
                pair(ActorSettings.SIMULATED_GENERATION, generation.toMillis()),
                pair(GuardOptions.MISMATCH, Double.MAX_VALUE)); // random answers do not come from the policy
    }

    private void print(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
        out.flush();
    }
}

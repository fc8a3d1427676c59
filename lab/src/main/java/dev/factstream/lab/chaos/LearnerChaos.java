package dev.factstream.lab.chaos;

import dev.factstream.lab.chaos.KillPoint.ObservedEvent;
import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.failure.UserFacingException;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * Kills a real learner repeatedly, at times that a seed determines, while a real actor and a real scorer run. Then suspends it with
 * SIGSTOP, lets a second learner take over, resumes the first one, and verifies the run.
 */
public final class LearnerChaos {
    private static final Duration REPLAY_TIMEOUT = Duration.ofMinutes(10);
    private static final String LEARNER = "learner";

    private final ChaosContext stage;
    private final ChaosRun run;
    private final RunFolderObserver watch;
    private final Random random;

    public LearnerChaos(ChaosContext stage) {
        this.stage = stage;
        run = new ChaosRun(stage);
        watch = run.watch();
        random = new Random(stage.seed());
    }

    /**
     * Runs the experiment and verifies the run.
     *
     * @throws UserFacingException if a role exits unexpectedly or makes no progress
     */
    public LearnerChaosResult run(int kills) throws IOException, InterruptedException {
        run.prepare();
        try (RoleProcess scorer = run.scorer();
                RoleProcess actor = stage.start(List.of("actor"), "actor", run.actor("only"))) {
            try (RoleProcess learner = learner(LEARNER)) {
                for (int kill = 1; kill <= kills; kill++) {
                    kill(learner, kill);
                }
                takeOver(learner);
            }
        }
        return run.verify().with(replay());
    }

    /** Replays all versions and returns the faults. */
    private List<String> replay() throws IOException, InterruptedException {
        try (RoleProcess replay = run.replay()) {
            OptionalInt exit = replay.exitCode(REPLAY_TIMEOUT);
            return exit.equals(OptionalInt.of(ExitCode.OK))
                    ? List.of()
                    : List.of("the parameters differ from those that a replay from the beginning computes: see "
                            + stage.log("replay"));
        }
    }

    private void kill(RoleProcess learner, int number) throws IOException {
        KillPoint moment = KillPoint.values()[random.nextInt(KillPoint.values().length)];
        int millis = random.nextInt(moment.mostMillis());
        await(learner, moment.after());
        LockSupport.parkNanos(Duration.ofMillis(millis).toNanos());
        learner.close();
        stage.report(
                "kill %d: %s, %d ms after %s; version %d, checkpoints %s",
                number, moment, millis, moment.after(), watch.version(), watch.checkpoints());
        watch.markKnown();
        learner.killAndRestart();
    }

    /** Suspends the first learner while it writes or publishes, and resumes it after a second one has published a version. */
    private void takeOver(RoleProcess first) throws IOException, InterruptedException {
        await(first, ObservedEvent.VERSION);
        watch.markKnown();
        KillPoint moment = random.nextBoolean() ? KillPoint.WRITING : KillPoint.PUBLISHING;
        await(first, moment.after());
        LockSupport.parkNanos(
                Duration.ofMillis(random.nextInt(moment.mostMillis())).toNanos());
        first.signal("STOP");
        try (RoleProcess second = learner("second-learner")) {
            watch.markKnown();
            await(second, ObservedEvent.VERSION);
            first.signal("CONT");
            OptionalInt exit = first.exitCode(ChaosRun.TIMEOUT);
            run.require(exit.isPresent(), "the suspended learner keeps running beside the second one");
            run.require(exit.getAsInt() != ExitCode.OK, "the suspended learner exited with code 0");
            run.require(
                    Files.readString(stage.log(LEARNER)).contains("another learner has taken over"),
                    "the suspended learner does not log that another has taken over");
            stage.report(
                    "takeover: suspended while %s, the second learner made version %d; resumed, the first exited with code %d",
                    moment, watch.version(), exit.getAsInt());
            watch.markKnown();
            await(second, ObservedEvent.VERSION);
            second.signal("TERM");
            run.require(
                    second.exitCode(ChaosRun.TIMEOUT).equals(OptionalInt.of(ExitCode.OK)),
                    "the second learner does not exit cleanly");
        }
    }

    private void await(RoleProcess learner, ObservedEvent event) {
        run.await(event, () -> run.require(learner.isAlive(), "a learner process exited"));
    }

    private RoleProcess learner(String log) throws IOException {
        return stage.startTarget(
                LEARNER,
                log,
                run.learner(
                        "learner.rollouts.per.version=8",
                        "learner.ppo.minibatch=4",
                        "learner.policy.rate=2e-3",
                        "learner.sampling.max.tokens=8"));
    }
}

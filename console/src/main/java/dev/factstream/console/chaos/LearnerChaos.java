package dev.factstream.console.chaos;

import dev.factstream.console.chaos.Moment.Sight;
import dev.factstream.console.cli.ConsoleException;
import dev.factstream.console.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * Kills a real learner again and again, at moments that a seed decides, while a real actor and a real scorer work; then
 * stops it in mid-work, lets a twin take over and wakes it up again; and looks at what the run has come to.
 */
final class LearnerChaos {
    private static final Duration REPLAY_PATIENCE = Duration.ofMinutes(10);
    private static final String LEARNER = "learner";

    private final Stage stage;
    private final PolicyRun run;
    private final RunWatch watch;
    private final Random random;

    LearnerChaos(Stage stage) {
        this.stage = stage;
        run = new PolicyRun(stage);
        watch = run.watch();
        random = new Random(stage.seed());
    }

    /**
     * Runs it.
     *
     * @throws ConsoleException if a role ends by itself or makes no progress
     */
    LearnerVerdict run(int kills) throws IOException, InterruptedException {
        run.prepare();
        try (RoleProcess scorer = run.scorer();
                RoleProcess actor = stage.start(List.of("actor"), "actor", run.actor("only"))) {
            try (RoleProcess learner = learner(LEARNER)) {
                for (int kill = 1; kill <= kills; kill++) {
                    kill(learner, kill);
                }
                twin(learner);
            }
        }
        return run.verdict().with(replay());
    }

    /** All versions made again; says what came out otherwise. */
    private List<String> replay() throws IOException, InterruptedException {
        try (RoleProcess replay = run.replay()) {
            OptionalInt exit = replay.exitCode(REPLAY_PATIENCE);
            return exit.equals(OptionalInt.of(ExitCode.OK))
                    ? List.of()
                    : List.of("the parameters are not those that replay computes from the beginning: see "
                            + stage.log("replay"));
        }
    }

    private void kill(RoleProcess learner, int number) throws IOException {
        Moment moment = Moment.values()[random.nextInt(Moment.values().length)];
        int millis = random.nextInt(moment.mostMillis());
        await(learner, moment.after());
        LockSupport.parkNanos(Duration.ofMillis(millis).toNanos());
        learner.close();
        stage.say(
                "kill %d: %s, %d ms after %s; version %d, checkpoints %s",
                number, moment, millis, moment.after(), watch.version(), watch.checkpoints());
        watch.begin();
        learner.killAndRestart();
    }

    /** Stops it while it publishes or writes, and lets it go on when another has made versions. */
    private void twin(RoleProcess first) throws IOException, InterruptedException {
        await(first, Sight.VERSION);
        watch.begin();
        Moment moment = random.nextBoolean() ? Moment.WRITING : Moment.PUBLISHING;
        await(first, moment.after());
        LockSupport.parkNanos(
                Duration.ofMillis(random.nextInt(moment.mostMillis())).toNanos());
        first.signal("STOP");
        try (RoleProcess twin = learner("twin")) {
            watch.begin();
            await(twin, Sight.VERSION);
            first.signal("CONT");
            OptionalInt exit = first.exitCode(PolicyRun.PATIENCE);
            run.require(exit.isPresent(), "the learner that was stopped goes on beside its twin");
            run.require(exit.getAsInt() != ExitCode.OK, "the learner that was stopped ended as if all were well");
            run.require(
                    Files.readString(stage.log(LEARNER)).contains("another learner has taken over"),
                    "the learner that was stopped does not say that another has taken over");
            stage.say(
                    "twin: stopped while %s, its twin made version %d; going on, it ended with exit code %d",
                    moment, watch.version(), exit.getAsInt());
            watch.begin();
            await(twin, Sight.VERSION);
            twin.signal("TERM");
            run.require(
                    twin.exitCode(PolicyRun.PATIENCE).equals(OptionalInt.of(ExitCode.OK)),
                    "the twin does not end cleanly");
        }
    }

    private void await(RoleProcess learner, Sight sight) {
        run.await(sight, () -> run.require(learner.isAlive(), "a learner ended by itself"));
    }

    private RoleProcess learner(String log) throws IOException {
        return stage.startVictim(
                LEARNER,
                log,
                run.learner(
                        "learner.rollouts.per.version=8",
                        "learner.ppo.minibatch=4",
                        "learner.policy.rate=2e-3",
                        "learner.sampling.max.tokens=8"));
    }
}

package dev.factstream.console.chaos;

import dev.factstream.console.chaos.Moment.Sight;
import dev.factstream.console.cli.ConsoleException;
import dev.factstream.console.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * Real actors come and go while a real learner and a real scorer work: one becomes six, six become two, again and again. Of
 * those that go, every other one is killed without warning at a moment that a seed decides; the others are told to leave, and
 * must do so cleanly.
 */
final class ActorChaos {
    private static final String WORKING = " is working";
    private static final int MOST = 6;
    private static final int LEAST = 2;
    private static final int MOST_MILLIS = 1500;
    private static final long LOOK_NANOS = 50_000_000;

    private final Stage stage;
    private final PolicyRun run;
    private final RunWatch watch;
    private final Random random;
    private final Map<String, RoleProcess> actors = new LinkedHashMap<>();
    private int started;
    private int killed;
    private int left;

    ActorChaos(Stage stage) {
        this.stage = stage;
        run = new PolicyRun(stage);
        watch = run.watch();
        random = new Random(stage.seed());
    }

    /**
     * Runs it.
     *
     * @param kills at least so many actors are killed
     * @throws ConsoleException if a role ends by itself or makes no progress
     */
    ActorVerdict run(int kills) throws IOException, InterruptedException {
        run.prepare();
        try (RoleProcess scorer = run.scorer();
                RoleProcess learner = stage.start(List.of("learner"), "learner", learnerSettings())) {
            come();
            awaitVersion(learner);
            while (killed < kills) {
                while (actors.size() < MOST) {
                    come();
                }
                for (String name : actors.keySet()) {
                    awaitWorking(name);
                }
                awaitVersion(learner);
                while (actors.size() > LEAST) {
                    go();
                    awaitVersion(learner);
                }
            }
            run.require(scorer.isAlive(), "the scorer ended by itself");
            stop("learner", learner);
        } finally {
            actors.values().forEach(RoleProcess::close);
        }
        LearnerVerdict verdict = run.verdict();
        return new ActorVerdict(verdict.versions(), killed, left, verdict.books(), verdict.faults());
    }

    private void come() throws IOException {
        String name = "actor-" + ++started;
        actors.put(name, stage.startVictim("actor", name, run.actor(name)));
        stage.say("%s comes, %d now; version %d", name, actors.size(), watch.version());
    }

    /** Any of them, killed and told in turn. */
    private void go() throws IOException, InterruptedException {
        LockSupport.parkNanos(Duration.ofMillis(random.nextInt(MOST_MILLIS)).toNanos());
        String name = List.copyOf(actors.keySet()).get(random.nextInt(actors.size()));
        RoleProcess actor = actors.remove(name);
        boolean kill = killed <= left;
        if (kill) {
            actor.close();
            killed++;
        } else {
            stop(name, actor);
            left++;
        }
        stage.say("%s %s, %d now; version %d", name, kill ? "is killed" : "leaves", actors.size(), watch.version());
    }

    private void stop(String name, RoleProcess role) throws IOException, InterruptedException {
        role.signal("TERM");
        OptionalInt exit = role.exitCode(PolicyRun.PATIENCE);
        role.close();
        run.require(exit.equals(OptionalInt.of(ExitCode.OK)), name + " does not end cleanly when told to");
    }

    /** Until it takes tickets: one that is told to leave while it still starts has nothing to leave behind. */
    private void awaitWorking(String name) throws IOException {
        long deadline = System.nanoTime() + PolicyRun.PATIENCE.toNanos();
        while (!Files.readString(stage.log(name)).contains(WORKING)) {
            run.require(actors.get(name).isAlive(), name + " ended by itself");
            run.require(System.nanoTime() < deadline, name + " does not begin to work");
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private void awaitVersion(RoleProcess learner) {
        watch.begin();
        run.await(Sight.VERSION, () -> {
            run.require(learner.isAlive(), "the learner ended by itself");
            actors.forEach((name, actor) -> run.require(actor.isAlive(), name + " ended by itself"));
        });
    }

    private List<String> learnerSettings() {
        return run.learner(
                "learner.rollouts.per.version=32", "learner.ppo.minibatch=16", "learner.sampling.max.tokens=24");
    }
}

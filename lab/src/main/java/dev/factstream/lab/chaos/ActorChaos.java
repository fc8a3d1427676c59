package dev.factstream.lab.chaos;

import dev.factstream.lab.chaos.KillPoint.ObservedEvent;
import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.failure.UserFacingException;
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
 * Starts and stops real actors while a real learner and a real scorer run: the number of actors grows from one to six and shrinks to
 * two, repeatedly. Every other stopped actor is killed without warning at a time that a seed determines; the others get SIGTERM and
 * must exit cleanly.
 */
public final class ActorChaos {
    private static final String WORKING = " is working";
    private static final int MOST = 6;
    private static final int LEAST = 2;
    private static final int MOST_MILLIS = 1500;
    private static final long POLL_NANOS = 50_000_000;

    private final ChaosContext stage;
    private final ChaosRun run;
    private final RunFolderObserver watch;
    private final Random random;
    private final Map<String, RoleProcess> actors = new LinkedHashMap<>();
    private int started;
    private int killed;
    private int stopped;

    public ActorChaos(ChaosContext stage) {
        this.stage = stage;
        run = new ChaosRun(stage);
        watch = run.watch();
        random = new Random(stage.seed());
    }

    /**
     * Runs the experiment and verifies the run.
     *
     * @param kills the minimum number of actors to kill
     * @throws UserFacingException if a role exits unexpectedly or makes no progress
     */
    public ActorChaosResult run(int kills) throws IOException, InterruptedException {
        run.prepare();
        try (RoleProcess scorer = run.scorer();
                RoleProcess learner = stage.start(List.of("learner"), "learner", learnerSettings())) {
            startActor();
            awaitVersion(learner);
            while (killed < kills) {
                while (actors.size() < MOST) {
                    startActor();
                }
                for (String name : actors.keySet()) {
                    awaitWorking(name);
                }
                awaitVersion(learner);
                while (actors.size() > LEAST) {
                    stopActor();
                    awaitVersion(learner);
                }
            }
            run.require(scorer.isAlive(), "the scorer process exited");
            stop("learner", learner);
        } finally {
            actors.values().forEach(RoleProcess::close);
        }
        LearnerChaosResult verdict = run.verify();
        return new ActorChaosResult(verdict.versions(), killed, stopped, verdict.books(), verdict.faults());
    }

    private void startActor() throws IOException {
        String name = "actor-" + ++started;
        actors.put(name, stage.startTarget("actor", name, run.actor(name)));
        stage.report("%s started, %d running; version %d", name, actors.size(), watch.version());
    }

    /** Stops a random actor: kills it or sends SIGTERM, alternately. */
    private void stopActor() throws IOException, InterruptedException {
        LockSupport.parkNanos(Duration.ofMillis(random.nextInt(MOST_MILLIS)).toNanos());
        String name = List.copyOf(actors.keySet()).get(random.nextInt(actors.size()));
        RoleProcess actor = actors.remove(name);
        boolean kill = killed <= stopped;
        if (kill) {
            actor.close();
            killed++;
        } else {
            stop(name, actor);
            stopped++;
        }
        stage.report(
                "%s %s, %d running; version %d", name, kill ? "killed" : "stopped", actors.size(), watch.version());
    }

    private void stop(String name, RoleProcess role) throws IOException, InterruptedException {
        role.signal("TERM");
        OptionalInt exit = role.exitCode(ChaosRun.TIMEOUT);
        role.close();
        run.require(exit.equals(OptionalInt.of(ExitCode.OK)), name + " does not exit cleanly on SIGTERM");
    }

    /** Waits until the actor takes tickets: an actor that is stopped during its start holds no tickets to hand back. */
    private void awaitWorking(String name) throws IOException {
        long deadline = System.nanoTime() + ChaosRun.TIMEOUT.toNanos();
        while (!Files.readString(stage.log(name)).contains(WORKING)) {
            run.require(actors.get(name).isAlive(), name + ": the process exited");
            run.require(System.nanoTime() < deadline, name + " does not start to work");
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    private void awaitVersion(RoleProcess learner) {
        watch.markKnown();
        run.await(ObservedEvent.VERSION, () -> {
            run.require(learner.isAlive(), "the learner process exited");
            actors.forEach((name, actor) -> run.require(actor.isAlive(), name + ": the process exited"));
        });
    }

    private List<String> learnerSettings() {
        return run.learner(
                "learner.rollouts.per.version=32", "learner.ppo.minibatch=16", "learner.sampling.max.tokens=24");
    }
}

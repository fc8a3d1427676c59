package dev.factstream.lab.chaos;

import dev.factstream.data.publish.PromptPublisher;
import dev.factstream.lab.chaos.KillPoint.ObservedEvent;
import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.failure.UserFacingException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * A run whose roles are separate processes that can be killed. The policy is tiny and untrained, the rewards are symbolic. Not
 * thread-safe.
 */
final class ChaosRun {
    static final Duration TIMEOUT = Duration.ofMinutes(3);
    private static final long POLL_NANOS = 500_000;

    private final ChaosContext stage;
    private final String id;
    private final String policyName;
    private final RunFolderObserver watch;

    ChaosRun(ChaosContext stage) {
        this(stage, "chaos", "policy");
    }

    /**
     * @param id of the run, also the name of its folder
     * @param policyName name of the policy's folder; runs with the same one have the same base
     */
    ChaosRun(ChaosContext stage, String id, String policyName) {
        this.stage = stage;
        this.id = id;
        this.policyName = policyName;
        watch = new RunFolderObserver(dir());
    }

    /** Writes the policy and publishes its questions. */
    void prepare() throws IOException {
        prepare(stage.seed());
    }

    /** @param policySeed of the policy's weights and pictures */
    void prepare(long policySeed) throws IOException {
        RandomPolicy.write(policy(), policySeed);
        new PromptPublisher(stage.clients(), stage.names()).publish(RandomPolicy.book(policy()));
    }

    RoleProcess scorer() throws IOException {
        return stage.start(
                List.of("scorer"),
                "scorer",
                List.of("scorer.state.dir=" + stage.folder().resolve("scorer-state"), "scorer.instance.id=only"));
    }

    /** Returns the settings of the actor with this name. */
    List<String> actor(String name) {
        return List.of("actor.model=" + policy(), "actor.id=" + name);
    }

    /** Returns the settings of the learner, followed by {@code more}. */
    List<String> learner(String... more) {
        List<String> settings = new ArrayList<>(List.of(
                "learner.model=" + policy(),
                "learner.dir=" + dir(),
                "learner.run.id=" + id,
                "learner.seed=" + stage.seed(),
                "learner.lora.rank=2"));
        settings.addAll(List.of(more));
        return settings;
    }

    /** Starts a process that replays all versions from the ledger. */
    RoleProcess replay() throws IOException {
        return stage.start(
                List.of("replay", "--from-the-beginning", "--run", id), "replay", List.of("learner.model=" + policy()));
    }

    /** Verifies the run; to be called after all roles have exited. */
    LearnerChaosResult verify() {
        return new RunVerifier(stage.clients(), stage.names(), id, dir()).verify();
    }

    RunFolderObserver watch() {
        return watch;
    }

    /**
     * Waits until an event is observed.
     *
     * @param healthCheck called repeatedly while waiting; throws if the event cannot occur any more
     */
    void await(ObservedEvent event, Runnable healthCheck) {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (!watch.hasNew(event)) {
            healthCheck.run();
            require(System.nanoTime() < deadline, "timed out waiting for the learner: no new " + event);
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new UserFacingException(
                    ExitCode.INTERNAL,
                    otherwise + "; seed " + stage.seed() + ", version " + watch.version() + ", see " + stage.folder());
        }
    }

    Path policy() {
        return stage.folder().resolve(policyName);
    }

    private Path dir() {
        return stage.folder().resolve(id);
    }
}

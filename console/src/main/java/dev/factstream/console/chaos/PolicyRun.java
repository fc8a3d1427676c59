package dev.factstream.console.chaos;

import dev.factstream.console.chaos.Moment.Sight;
import dev.factstream.console.cli.ConsoleException;
import dev.factstream.console.cli.ExitCode;
import dev.factstream.data.publish.PromptPublisher;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * A run whose roles are processes of their own, to be killed. The policy is tiny and knows nothing, rewards are symbolic. For one
 * thread.
 */
final class PolicyRun {
    static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String ID = "chaos";
    private static final long LOOK_NANOS = 500_000;

    private final Stage stage;
    private final RunWatch watch;

    PolicyRun(Stage stage) {
        this.stage = stage;
        watch = new RunWatch(dir());
    }

    /** Makes the policy, and publishes its questions. */
    void prepare() throws IOException {
        RandomPolicy.write(policy(), stage.seed());
        new PromptPublisher(stage.clients(), stage.names()).publish(RandomPolicy.book(policy()));
    }

    RoleProcess scorer() throws IOException {
        return stage.start(
                List.of("scorer"),
                "scorer",
                List.of("scorer.state.dir=" + stage.folder().resolve("scorer-state"), "scorer.instance.id=only"));
    }

    /** Settings of the actor of this name. */
    List<String> actor(String name) {
        return List.of("actor.model=" + policy(), "actor.id=" + name);
    }

    /** Settings of the learner, with some more. */
    List<String> learner(String... more) {
        List<String> settings = new ArrayList<>(List.of(
                "learner.model=" + policy(),
                "learner.dir=" + dir(),
                "learner.run.id=" + ID,
                "learner.seed=" + stage.seed(),
                "learner.lora.rank=2"));
        settings.addAll(List.of(more));
        return settings;
    }

    /** Makes all versions again from the ledger, in a process of its own. */
    RoleProcess replay() throws IOException {
        return stage.start(
                List.of("replay", "--from-the-beginning", "--run", ID), "replay", List.of("learner.model=" + policy()));
    }

    /** What has come of it, when all roles have ended. */
    LearnerVerdict verdict() {
        return new LearnerInquest(stage.clients(), stage.names(), ID, dir()).verdict();
    }

    RunWatch watch() {
        return watch;
    }

    /**
     * Waits until something new is seen.
     *
     * @param stillWell asked again and again; throws if there is nothing to wait for
     */
    void await(Sight sight, Runnable stillWell) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!watch.sees(sight)) {
            stillWell.run();
            require(System.nanoTime() < deadline, "no learner shows a new " + sight);
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new ConsoleException(
                    ExitCode.INTERNAL,
                    otherwise + "; seed " + stage.seed() + ", version " + watch.version() + ", see " + stage.folder());
        }
    }

    private Path policy() {
        return stage.folder().resolve("policy");
    }

    private Path dir() {
        return stage.folder().resolve("run");
    }
}

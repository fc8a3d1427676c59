package dev.factstream.console.chaos;

import dev.factstream.console.chaos.Moment.Sight;
import dev.factstream.console.cli.ConsoleException;
import dev.factstream.console.cli.ExitCode;
import dev.factstream.data.publish.PromptPublisher;
import dev.factstream.schemas.settings.KafkaClients;
import dev.factstream.schemas.topics.TopicNames;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * Kills a real learner again and again, at moments that a seed decides, while a real actor and a real scorer work; then
 * stops it in mid-work, lets a twin take over and wakes it up again; and looks at what the run has come to. The policy
 * is tiny and knows nothing, rewards are symbolic.
 */
final class LearnerChaos {
    private static final String RUN = "chaos";
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration REPLAY_PATIENCE = Duration.ofMinutes(10);
    private static final long LOOK_NANOS = 500_000;

    private final KafkaClients clients;
    private final TopicNames names;
    private final Path folder;
    private final List<String> settings;
    private final long seed;
    private final PrintWriter lines;
    private final Random random;
    private final RunWatch watch;

    /**
     * @param names of topics that exist
     * @param folder for the run, its policy and the logs
     * @param settings of the learner, {@code key=value} each, over those of this experiment
     * @param seed of the run and of the moments
     * @param lines told of each kill
     */
    LearnerChaos(
            KafkaClients clients, TopicNames names, Path folder, List<String> settings, long seed, PrintWriter lines) {
        this.clients = clients;
        this.names = names;
        this.folder = folder;
        this.settings = settings;
        this.seed = seed;
        this.lines = lines;
        random = new Random(seed);
        watch = new RunWatch(run());
    }

    /**
     * Runs it.
     *
     * @throws ConsoleException if a role ends by itself or makes no progress
     */
    LearnerVerdict run(int kills) throws IOException, InterruptedException {
        RandomPolicy.write(policy(), seed);
        new PromptPublisher(clients, names).publish(RandomPolicy.book(policy()));
        try (RoleProcess scorer = role("scorer", "scorer.log", scorerSettings());
                RoleProcess actor = role("actor", "actor.log", List.of("actor.model=" + policy(), "actor.id=only"))) {
            try (RoleProcess learner = learner("learner.log")) {
                for (int kill = 1; kill <= kills; kill++) {
                    kill(learner, kill);
                }
                twin(learner);
            }
        }
        return new LearnerInquest(clients, names, RUN, run()).verdict().with(replay());
    }

    /** All versions made again from the ledger by a process of its own; says what came out otherwise. */
    private List<String> replay() throws IOException, InterruptedException {
        try (RoleProcess replay = process(
                List.of("replay", "--from-the-beginning", "--run", RUN),
                "replay.log",
                List.of("learner.model=" + policy()))) {
            OptionalInt exit = replay.exitCode(REPLAY_PATIENCE);
            return exit.equals(OptionalInt.of(ExitCode.OK))
                    ? List.of()
                    : List.of("the parameters are not those that replay computes from the beginning: see "
                            + log("replay.log"));
        }
    }

    private void kill(RoleProcess learner, int number) throws IOException {
        Moment moment = Moment.values()[random.nextInt(Moment.values().length)];
        int millis = random.nextInt(moment.mostMillis());
        await(learner, moment.after());
        LockSupport.parkNanos(Duration.ofMillis(millis).toNanos());
        learner.close();
        say(
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
        try (RoleProcess twin = learner("twin.log")) {
            watch.begin();
            await(twin, Sight.VERSION);
            first.signal("CONT");
            OptionalInt exit = first.exitCode(PATIENCE);
            require(exit.isPresent(), "the learner that was stopped goes on beside its twin");
            require(exit.getAsInt() != ExitCode.OK, "the learner that was stopped ended as if all were well");
            require(
                    Files.readString(log("learner.log")).contains("another learner has taken over"),
                    "the learner that was stopped does not say that another has taken over");
            say(
                    "twin: stopped while %s, its twin made version %d; going on, it ended with exit code %d",
                    moment, watch.version(), exit.getAsInt());
            watch.begin();
            await(twin, Sight.VERSION);
            twin.signal("TERM");
            require(twin.exitCode(PATIENCE).equals(OptionalInt.of(ExitCode.OK)), "the twin does not end cleanly");
        }
    }

    private void await(RoleProcess learner, Sight sight) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!watch.sees(sight)) {
            require(learner.isAlive(), "a learner ended by itself");
            require(System.nanoTime() < deadline, "no learner shows a new " + sight);
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new ConsoleException(
                    ExitCode.INTERNAL,
                    otherwise + "; seed " + seed + ", version " + watch.version() + ", see " + folder);
        }
    }

    private void say(String format, Object... values) {
        lines.println(String.format(format, values));
        lines.flush();
    }

    private RoleProcess learner(String log) throws IOException {
        List<String> own = new ArrayList<>(List.of(
                "learner.model=" + policy(),
                "learner.dir=" + run(),
                "learner.run.id=" + RUN,
                "learner.seed=" + seed,
                "learner.rollouts.per.version=8",
                "learner.ppo.minibatch=4",
                "learner.lora.rank=2",
                "learner.policy.rate=2e-3",
                "learner.sampling.max.tokens=8"));
        own.addAll(settings);
        return role("learner", log, own);
    }

    private List<String> scorerSettings() {
        return List.of("scorer.state.dir=" + folder.resolve("scorer-state"), "scorer.instance.id=only");
    }

    private RoleProcess role(String name, String log, List<String> own) throws IOException {
        return process(List.of(name), log, own);
    }

    private RoleProcess process(List<String> arguments, String log, List<String> own) throws IOException {
        List<String> all = new ArrayList<>(
                List.of("kafka.bootstrap.servers=" + clients.bootstrapServers(), "topics.prefix=" + names.prefix()));
        all.addAll(own);
        List<String> command = new ArrayList<>(arguments);
        all.forEach(setting -> command.addAll(List.of("--set", setting)));
        return new RoleProcess(command, log(log));
    }

    private Path policy() {
        return folder.resolve("policy");
    }

    private Path run() {
        return folder.resolve("run");
    }

    private Path log(String name) {
        return folder.resolve(name);
    }
}

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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * Real actors come and go while a real learner and a real scorer work: one becomes six, six become two, again and again. Of
 * those that go, every other one is killed without warning at a moment that a seed decides; the others are told to leave, and
 * must do so cleanly. The policy is tiny and knows nothing, rewards are symbolic.
 */
final class ActorChaos {
    private static final String RUN = "chaos";
    private static final String WORKING = " is working";
    private static final int MOST = 6;
    private static final int LEAST = 2;
    private static final int MOST_MILLIS = 1500;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final long LOOK_NANOS = 5_000_000;

    private final KafkaClients clients;
    private final TopicNames names;
    private final Path folder;
    private final List<String> settings;
    private final long seed;
    private final PrintWriter lines;
    private final Random random;
    private final RunWatch watch;
    private final Map<String, RoleProcess> actors = new LinkedHashMap<>();
    private int started;
    private int killed;
    private int left;

    /**
     * @param names of topics that exist
     * @param folder for the run, its policy and the logs
     * @param settings of the actors, {@code key=value} each, over those of this experiment
     * @param seed of the run, and of who goes when
     * @param lines told of each coming and going
     */
    ActorChaos(
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
     * @param kills at least so many actors are killed
     * @throws ConsoleException if a role ends by itself or makes no progress
     */
    ActorVerdict run(int kills) throws IOException, InterruptedException {
        RandomPolicy.write(policy(), seed);
        new PromptPublisher(clients, names).publish(RandomPolicy.book(policy()));
        try (RoleProcess scorer =
                        process("scorer", "scorer.log", List.of("scorer.state.dir=" + folder.resolve("scorer-state")));
                RoleProcess learner = process("learner", "learner.log", learnerSettings())) {
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
            require(scorer.isAlive(), "the scorer ended by itself");
            stop("learner", learner);
        } finally {
            actors.values().forEach(RoleProcess::close);
        }
        LearnerVerdict verdict = new LearnerInquest(clients, names, RUN, run()).verdict();
        return new ActorVerdict(verdict.versions(), killed, left, verdict.books(), verdict.faults());
    }

    private void come() throws IOException {
        String name = "actor-" + ++started;
        List<String> own = new ArrayList<>(List.of("actor.model=" + policy(), "actor.id=" + name));
        own.addAll(settings);
        actors.put(name, process("actor", name + ".log", own));
        say("%s comes, %d now; version %d", name, actors.size(), watch.version());
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
        say("%s %s, %d now; version %d", name, kill ? "is killed" : "leaves", actors.size(), watch.version());
    }

    private void stop(String name, RoleProcess role) throws IOException, InterruptedException {
        role.signal("TERM");
        OptionalInt exit = role.exitCode(PATIENCE);
        role.close();
        require(exit.equals(OptionalInt.of(ExitCode.OK)), name + " does not end cleanly when told to");
    }

    /** Until it takes tickets: one that is told to leave while it still starts has nothing to leave behind. */
    private void awaitWorking(String name) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!Files.readString(folder.resolve(name + ".log")).contains(WORKING)) {
            require(actors.get(name).isAlive(), name + " ended by itself");
            require(System.nanoTime() < deadline, name + " does not begin to work");
            LockSupport.parkNanos(10 * LOOK_NANOS);
        }
    }

    private void awaitVersion(RoleProcess learner) {
        watch.begin();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!watch.sees(Sight.VERSION)) {
            require(learner.isAlive(), "the learner ended by itself");
            actors.forEach((name, actor) -> require(actor.isAlive(), name + " ended by itself"));
            require(System.nanoTime() < deadline, "no new version is made");
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

    private List<String> learnerSettings() {
        return List.of(
                "learner.model=" + policy(),
                "learner.dir=" + run(),
                "learner.run.id=" + RUN,
                "learner.seed=" + seed,
                "learner.rollouts.per.version=32",
                "learner.ppo.minibatch=16",
                "learner.lora.rank=2",
                "learner.sampling.max.tokens=24");
    }

    private RoleProcess process(String role, String log, List<String> own) throws IOException {
        List<String> command = new ArrayList<>(List.of(role));
        List<String> all = new ArrayList<>(
                List.of("kafka.bootstrap.servers=" + clients.bootstrapServers(), "topics.prefix=" + names.prefix()));
        all.addAll(own);
        all.forEach(setting -> command.addAll(List.of("--set", setting)));
        return new RoleProcess(command, folder.resolve(log));
    }

    private Path policy() {
        return folder.resolve("policy");
    }

    private Path run() {
        return folder.resolve("run");
    }
}

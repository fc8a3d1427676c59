package dev.factstream.lab.bench;

import static dev.factstream.runtime.settings.SettingsSource.pair;

import dev.factstream.actor.settings.ActorSettings;
import dev.factstream.evaluation.policy.PolicyFolder;
import dev.factstream.lab.broker.TemporaryBroker;
import dev.factstream.lab.chaos.RoleProcess;
import dev.factstream.lab.samples.SampleTickets;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.failure.UserFacingException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Measures how the resident memory of an actor process grows with the rollouts it has made; its heap has a fixed size and is touched at
 * the start. For one thread.
 *
 * @param model folder of the policy that the actor serves
 * @param tokens maximum tokens per answer
 * @param heapMib size of the Java heap
 * @param settings settings of the actor, {@code key=value} each
 */
public record ActorMemoryGrowth(Path model, int tokens, int heapMib, List<String> settings) {
    private static final int PICTURES = 200;
    private static final int AHEAD = 400;
    private static final int POINTS = 10;

    public ActorMemoryGrowth {
        settings = List.copyOf(settings);
    }

    /**
     * A measurement.
     *
     * @param rollouts rollouts so far
     * @param tokens sampled tokens so far
     * @param residentKib resident memory of the process
     * @param seconds since the start of the process
     */
    public record Point(int rollouts, long tokens, long residentKib, double seconds) {}

    /**
     * Starts the actor and measures it after {@code early} rollouts, after {@code all}, and at about {@value #POINTS} points between.
     *
     * @param broker has empty topics; its folder is kept if the actor fails, for the actor's log
     * @param measured receives each measurement
     * @return the memory after {@code all} rollouts compared with that after {@code early}, minus one
     */
    public double measure(TemporaryBroker broker, int early, int all, Consumer<Point> measured)
            throws IOException, InterruptedException {
        try (SampleTickets tickets = new SampleTickets(broker.clients(), broker.names(), baseHash(), PICTURES, tokens);
                RolloutCounter count = new RolloutCounter(broker.clients(), broker.names());
                RoleProcess actor = new RoleProcess(
                        command(broker), javaOptions(), broker.folder().resolve("actor.log"))) {
            broker.keepFolder();
            long start = System.nanoTime();
            long before = 0;
            long now = 0;
            for (int target : targets(early, all)) {
                reach(target, tickets, count, actor);
                now = ResidentMemory.kib(actor.pid());
                measured.accept(new Point(count.rollouts(), count.tokens(), now, (System.nanoTime() - start) / 1e9));
                before = target == early ? now : before;
            }
            broker.discardFolder();
            return (double) now / before - 1;
        }
    }

    /** Returns {@code early}, then the multiples of a step below {@code all}, then {@code all}. */
    static List<Integer> targets(int early, int all) {
        int step = Math.max(early, all / POINTS);
        List<Integer> targets = new ArrayList<>(List.of(early));
        for (int target = step * (early / step + 1); target < all; target += step) {
            targets.add(target);
        }
        targets.add(all);
        return targets;
    }

    private String baseHash() {
        try (VisionLanguageModel base = PolicyFolder.load(model)) {
            return base.baseHash();
        }
    }

    /** Issues tickets up to {@code target}, at most {@value #AHEAD} ahead of the actor, and returns when all are answered. */
    private static void reach(int target, SampleTickets tickets, RolloutCounter count, RoleProcess actor) {
        while (count.rollouts() < target) {
            if (!actor.isAlive()) {
                throw new UserFacingException(ExitCode.INTERNAL, "the actor process exited; see its log");
            }
            int wanted = Math.min(target, count.rollouts() + AHEAD);
            if (wanted > tickets.issued()) {
                tickets.issue(wanted - tickets.issued());
            }
            count.read();
        }
    }

    private List<String> javaOptions() {
        return List.of("-Xms" + heapMib + "m", "-Xmx" + heapMib + "m", "-XX:+AlwaysPreTouch", "-XX:+UseParallelGC");
    }

    private List<String> command(TemporaryBroker broker) {
        List<String> all = new ArrayList<>(List.of(
                "kafka.bootstrap.servers=" + broker.clients().bootstrapServers(),
                pair(ActorSettings.ID, "bench"),
                pair(ActorSettings.MODEL, model.toAbsolutePath())));
        all.addAll(settings);
        List<String> command = new ArrayList<>(List.of("actor"));
        all.forEach(setting -> command.addAll(List.of("--set", setting)));
        return command;
    }
}

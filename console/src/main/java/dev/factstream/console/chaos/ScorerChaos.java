package dev.factstream.console.chaos;

import dev.factstream.console.cli.ConsoleException;
import dev.factstream.console.cli.ExitCode;
import dev.factstream.console.samples.SampleRollouts;
import dev.factstream.schemas.settings.KafkaClients;
import dev.factstream.schemas.topics.TopicNames;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.function.IntPredicate;
import org.apache.kafka.clients.admin.Admin;

/**
 * Kills a real scorer at random moments while rollouts arrive, and counts what became of each. It is killed only while it has
 * taken rollouts, and committed that it has, whose scores are not out: they sit in a half-full micro-batch, and a scorer that kept
 * them in memory would lose them.
 */
final class ScorerChaos {
    private static final int PICTURES = 24;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int LINGER_MILLIS = 400;
    private static final int MOST_BETWEEN_KILLS = 60;
    private static final int AHEAD = 100;

    private final KafkaClients clients;
    private final TopicNames names;
    private final Path folder;
    private final List<String> settings;

    /**
     * @param names of topics that exist
     * @param folder for the scorer's state and log
     * @param settings {@code key=value} each, over those of this experiment
     */
    ScorerChaos(KafkaClients clients, TopicNames names, Path folder, List<String> settings) {
        this.clients = clients;
        this.names = names;
        this.folder = folder;
        this.settings = settings;
    }

    /**
     * Runs it.
     *
     * @param rollouts at least so many are published
     * @param seed of the samples and of the moments
     * @param lines told of each kill
     * @throws ConsoleException if the scorer ends by itself or makes no progress
     */
    ScorerBooks run(int kills, int rollouts, long seed, PrintWriter lines) throws IOException, InterruptedException {
        Random random = new Random(seed);
        SampleRollouts samples = new SampleRollouts("chaos", PICTURES, seed);
        try (Admin admin = Admin.create(clients.admin("chaos"));
                Outcomes outcomes = new Outcomes(clients, names);
                RolloutFeed feed = new RolloutFeed(samples, clients, names, rollouts);
                RoleProcess scorer = new RoleProcess(command(), folder.resolve("scorer.log"))) {
            for (int kill = 1; kill <= kills; kill++) {
                int enough = outcomes.read() + 1 + random.nextInt(MOST_BETWEEN_KILLS);
                await(scorer, outcomes, feed, out -> out >= enough && taken(admin) > outcomes.read());
                Thread.sleep(random.nextInt(LINGER_MILLIS));
                scorer.killAndRestart();
                lines.println(
                        "kill " + kill + ": " + taken(admin) + " rollouts taken, " + outcomes.read() + " outcomes");
                lines.flush();
            }
            feed.stop();
            await(
                    scorer,
                    outcomes,
                    feed,
                    out -> feed.isDone() && out >= feed.published().size());
            return outcomes.books(feed.published());
        }
    }

    private List<String> command() {
        List<String> command = new ArrayList<>(List.of("scorer"));
        List<String> all = new ArrayList<>(List.of(
                "kafka.bootstrap.servers=" + clients.bootstrapServers(),
                "topics.prefix=" + names.prefix(),
                "scorer.state.dir=" + folder.resolve("state"),
                "scorer.instance.id=only",
                "scorer.batch.linger.ms=" + LINGER_MILLIS));
        all.addAll(settings);
        all.forEach(setting -> command.addAll(List.of("--set", setting)));
        return command;
    }

    /** How many rollouts the scorer has committed to have read. */
    private long taken(Admin admin) {
        try {
            return admin
                    .listConsumerGroupOffsets(names.applicationId("scorer"))
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .entrySet()
                    .stream()
                    .filter(entry -> entry.getKey().topic().equals(names.rollouts()))
                    .mapToLong(entry -> entry.getValue().offset())
                    .sum();
        } catch (ExecutionException e) {
            throw new ConsoleException(ExitCode.UNAVAILABLE, "cannot read the scorer's offsets: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConsoleException(ExitCode.INTERRUPTED, "interrupted", e);
        }
    }

    /** Waits until the number of outcomes is as it should be; the feed goes on meanwhile, a little ahead of the scorer. */
    private void await(RoleProcess scorer, Outcomes outcomes, RolloutFeed feed, IntPredicate condition) {
        int seen = -1;
        long deadline = 0;
        for (int now = outcomes.read(); !condition.test(now); now = outcomes.read()) {
            feed.allow(now + AHEAD);
            if (now > seen) {
                seen = now;
                deadline = System.nanoTime() + PATIENCE.toNanos();
            }
            if (!scorer.isAlive() || System.nanoTime() > deadline) {
                throw new ConsoleException(
                        ExitCode.INTERNAL,
                        "the scorer " + (scorer.isAlive() ? "makes no progress" : "ended by itself") + "; see "
                                + folder.resolve("scorer.log"));
            }
        }
    }
}

package dev.factstream.lab.chaos;

import dev.factstream.lab.samples.SampleRollouts;
import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.failure.UserFacingException;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.function.IntPredicate;
import org.apache.kafka.clients.admin.Admin;

/**
 * Kills a real scorer at random times while rollouts arrive, and counts the outcomes of each. A kill happens only while the scorer has
 * committed the offsets of rollouts that it has not scored yet: they are in a half-full micro-batch, and a scorer that held the batch in
 * memory would lose them.
 */
public final class ScorerChaos {
    private static final String NAME = "scorer";
    private static final int PICTURES = 24;
    private static final int LINGER_MILLIS = 400;
    private static final int MOST_BETWEEN_KILLS = 60;
    private static final int AHEAD = 100;

    private final ChaosContext stage;

    public ScorerChaos(ChaosContext stage) {
        this.stage = stage;
    }

    /**
     * Runs the experiment.
     *
     * @param rollouts the minimum number of rollouts to publish
     * @throws UserFacingException if the scorer exits unexpectedly or makes no progress
     */
    public ScorerChaosResult run(int kills, int rollouts) throws IOException, InterruptedException {
        Random random = new Random(stage.seed());
        SampleRollouts samples = new SampleRollouts("chaos", PICTURES, stage.seed());
        try (Admin admin = Admin.create(stage.clients().admin("chaos"));
                RolloutOutcomeCounter outcomes = new RolloutOutcomeCounter(stage.clients(), stage.names());
                SampleRolloutFeed feed = new SampleRolloutFeed(samples, stage.clients(), stage.names(), rollouts);
                RoleProcess scorer = start()) {
            for (int kill = 1; kill <= kills; kill++) {
                int enough = outcomes.read() + 1 + random.nextInt(MOST_BETWEEN_KILLS);
                await(scorer, outcomes, feed, out -> out >= enough && taken(admin) > outcomes.read());
                Thread.sleep(random.nextInt(LINGER_MILLIS));
                scorer.killAndRestart();
                stage.report("kill %d: %d rollouts taken, %d outcomes", kill, taken(admin), outcomes.read());
            }
            feed.stop();
            await(
                    scorer,
                    outcomes,
                    feed,
                    out -> feed.isDone() && out >= feed.published().size());
            return outcomes.compareWith(feed.published());
        }
    }

    private RoleProcess start() throws IOException {
        return stage.startTarget(
                NAME,
                NAME,
                List.of(
                        "scorer.state.dir=" + stage.folder().resolve("state"),
                        "scorer.instance.id=only",
                        "scorer.batch.linger.ms=" + LINGER_MILLIS));
    }

    /** The number of rollouts whose offsets the scorer has committed. */
    private long taken(Admin admin) {
        try {
            return admin
                    .listConsumerGroupOffsets(stage.names().applicationId(NAME))
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .entrySet()
                    .stream()
                    .filter(entry -> entry.getKey().topic().equals(stage.names().rollouts()))
                    .mapToLong(entry -> entry.getValue().offset())
                    .sum();
        } catch (ExecutionException e) {
            throw new UserFacingException(ExitCode.UNAVAILABLE, "cannot read the scorer's offsets: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserFacingException(ExitCode.INTERRUPTED, "interrupted", e);
        }
    }

    /** Waits until the number of outcomes meets the condition; keeps the feed {@value #AHEAD} rollouts ahead of the scorer. */
    private void await(
            RoleProcess scorer, RolloutOutcomeCounter outcomes, SampleRolloutFeed feed, IntPredicate condition) {
        ProgressTimeout timeout = new ProgressTimeout(scorer, "the scorer", stage.log(NAME));
        for (int now = outcomes.read(); !condition.test(now); now = outcomes.read()) {
            feed.allow(now + AHEAD);
            timeout.check(now);
        }
    }
}

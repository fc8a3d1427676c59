package dev.factstream.lab.chaos;

import dev.factstream.drift.reader.DriftTopicReader;
import dev.factstream.lab.samples.SampleScoredRollouts;
import dev.factstream.runtime.failure.UserFacingException;
import dev.factstream.schemas.rollout.ScoredRollout;
import dev.factstream.schemas.wire.Codecs;
import dev.factstream.schemas.wire.RecordKeys;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Kills a real drift application at random times, always while it has scored rollouts that it has not reported yet, and counts the
 * rollouts in its windows.
 */
public final class DriftChaos {
    private static final String NAME = "drift";
    private static final String RUN = "chaos";
    private static final int PER_VERSION = 96;
    private static final int MOST_BETWEEN_KILLS = 500;
    private static final int AHEAD = 300;
    private static final int LONGEST_PAUSE_MILLIS = 500;

    private final ChaosContext stage;

    public DriftChaos(ChaosContext stage) {
        this.stage = stage;
    }

    /**
     * Runs the experiment.
     *
     * @param least the minimum number of rollouts to publish
     * @throws UserFacingException if the application exits unexpectedly or makes no progress
     */
    public DriftChaosResult run(int kills, int least) throws IOException, InterruptedException {
        Random random = new Random(stage.seed());
        SampleScoredRollouts samples = new SampleScoredRollouts(RUN, PER_VERSION, stage.seed());
        int published = 0;
        try (Producer<byte[], byte[]> producer =
                        new KafkaProducer<>(stage.clients().producer("chaos-feed"));
                DriftTopicReader drift = new DriftTopicReader(stage.clients(), stage.names());
                RoleProcess application = start()) {
            for (int kill = 1; kill <= kills; kill++) {
                published = publish(producer, samples, published, 1 + random.nextInt(MOST_BETWEEN_KILLS));
                await(application, drift, published);
                published = publish(producer, samples, published, AHEAD);
                Thread.sleep(random.nextInt(LONGEST_PAUSE_MILLIS));
                application.killAndRestart();
                drift.read();
                stage.report(
                        "kill %d: %d scored rollouts published, %d counted",
                        kill, published, drift.windows().rollouts(RUN));
            }
            published = publish(producer, samples, published, Math.max(1, least - published));
            await(application, drift, published);
            Thread.sleep(2L * LONGEST_PAUSE_MILLIS); // time for a duplicate count to appear
            drift.read();
            return new DriftChaosResult(
                    published,
                    drift.windows().rollouts(RUN),
                    drift.windows().summaries(RUN).size());
        }
    }

    private int publish(Producer<byte[], byte[]> producer, SampleScoredRollouts samples, int from, int count) {
        for (int number = from; number < from + count; number++) {
            ScoredRollout rollout = samples.rollout(number);
            byte[] key = RecordKeys.bytes(rollout.rollout().question().promptId());
            producer.send(new ProducerRecord<>(stage.names().scoredRollouts(), key, Codecs.SCORED.encode(rollout)));
        }
        producer.flush();
        return from + count;
    }

    private RoleProcess start() throws IOException {
        return stage.startTarget(
                NAME,
                NAME,
                List.of(
                        "drift.state.dir=" + stage.folder().resolve("drift-state"),
                        "drift.instance.id=only",
                        "drift.update.interval.ms=100"));
    }

    /** Waits until at least {@code wanted} rollouts are counted. */
    private void await(RoleProcess application, DriftTopicReader drift, long wanted) {
        ProgressTimeout timeout = new ProgressTimeout(application, "the drift application", stage.log(NAME));
        for (drift.read(); drift.windows().rollouts(RUN) < wanted; drift.read()) {
            timeout.check(drift.windows().rollouts(RUN));
        }
    }
}

package dev.factstream.console.chaos;

import dev.factstream.console.cli.ConsoleException;
import dev.factstream.console.cli.ExitCode;
import dev.factstream.console.drift.DriftTopic;
import dev.factstream.console.samples.ScoredSamples;
import dev.factstream.schemas.rollout.ScoredRollout;
import dev.factstream.schemas.settings.KafkaClients;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.schemas.wire.Codecs;
import dev.factstream.schemas.wire.Keys;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Kills a real drift application at random moments, always while it has scored rollouts before it that it has not reported, and counts
 * what is in its windows.
 */
final class DriftChaos {
    private static final String RUN = "chaos";
    private static final int PER_VERSION = 96;
    private static final int MOST_BETWEEN_KILLS = 500;
    private static final int AHEAD = 300;
    private static final int LONGEST_PAUSE_MILLIS = 500;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final KafkaClients clients;
    private final TopicNames names;
    private final Path folder;
    private final List<String> settings;

    /**
     * @param names of topics that exist
     * @param folder for the application's state and log
     * @param settings {@code key=value} each, over those of this experiment
     */
    DriftChaos(KafkaClients clients, TopicNames names, Path folder, List<String> settings) {
        this.clients = clients;
        this.names = names;
        this.folder = folder;
        this.settings = settings;
    }

    /**
     * Runs it.
     *
     * @param least so many rollouts at least
     * @param lines told of each kill
     * @throws ConsoleException if the application ends by itself or makes no progress
     */
    DriftBooks run(int kills, int least, long seed, PrintWriter lines) throws IOException, InterruptedException {
        Random random = new Random(seed);
        ScoredSamples samples = new ScoredSamples(RUN, PER_VERSION, seed);
        int published = 0;
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(clients.producer("chaos-feed"));
                DriftTopic drift = new DriftTopic(clients, names);
                RoleProcess application = new RoleProcess(command(), folder.resolve("drift.log"))) {
            for (int kill = 1; kill <= kills; kill++) {
                published = publish(producer, samples, published, 1 + random.nextInt(MOST_BETWEEN_KILLS));
                await(application, drift, published);
                published = publish(producer, samples, published, AHEAD);
                Thread.sleep(random.nextInt(LONGEST_PAUSE_MILLIS));
                application.killAndRestart();
                drift.read();
                lines.println("kill " + kill + ": " + published + " scored rollouts published, "
                        + drift.windows().rollouts(RUN) + " counted");
                lines.flush();
            }
            published = publish(producer, samples, published, Math.max(1, least - published));
            await(application, drift, published);
            Thread.sleep(2L * LONGEST_PAUSE_MILLIS); // whoever counts twice may still do so
            drift.read();
            return new DriftBooks(
                    published,
                    drift.windows().rollouts(RUN),
                    drift.windows().summaries(RUN).size());
        }
    }

    private int publish(Producer<byte[], byte[]> producer, ScoredSamples samples, int from, int count) {
        for (int number = from; number < from + count; number++) {
            ScoredRollout rollout = samples.rollout(number);
            byte[] key = Keys.bytes(rollout.rollout().question().promptId());
            producer.send(new ProducerRecord<>(names.scoredRollouts(), key, Codecs.SCORED.encode(rollout)));
        }
        producer.flush();
        return from + count;
    }

    private List<String> command() {
        List<String> command = new ArrayList<>(List.of("drift"));
        List<String> all = new ArrayList<>(List.of(
                "kafka.bootstrap.servers=" + clients.bootstrapServers(),
                "topics.prefix=" + names.prefix(),
                "drift.state.dir=" + folder.resolve("drift-state"),
                "drift.instance.id=only",
                "drift.update.interval.ms=100"));
        all.addAll(settings);
        all.forEach(setting -> command.addAll(List.of("--set", setting)));
        return command;
    }

    /** Waits until so many have been counted, or more. */
    private void await(RoleProcess application, DriftTopic drift, long wanted) {
        long seen = -1;
        long deadline = 0;
        for (drift.read(); drift.windows().rollouts(RUN) < wanted; drift.read()) {
            if (drift.windows().rollouts(RUN) > seen) {
                seen = drift.windows().rollouts(RUN);
                deadline = System.nanoTime() + PATIENCE.toNanos();
            }
            if (!application.isAlive() || System.nanoTime() > deadline) {
                throw new ConsoleException(
                        ExitCode.INTERNAL,
                        "the drift application " + (application.isAlive() ? "makes no progress" : "ended by itself")
                                + "; see " + folder.resolve("drift.log"));
            }
        }
    }
}

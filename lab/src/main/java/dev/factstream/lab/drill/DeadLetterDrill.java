package dev.factstream.lab.drill;

import dev.factstream.lab.samples.SampleRollouts;
import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.runtime.settings.Settings;
import dev.factstream.schemas.rollout.Rollout;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.schemas.wire.Codecs;
import dev.factstream.schemas.wire.RecordKeys;
import dev.factstream.scorer.service.ScorerService;
import dev.factstream.scorer.settings.ScorerSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Sends good rollouts and poison records in random order through a real scorer. */
public final class DeadLetterDrill {
    private static final int PICTURES = 24;
    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final String LARGEST_REQUEST = Integer.toString(8 << 20);
    private static final Duration COMMIT_WAIT = Duration.ofSeconds(1);

    private final KafkaClients clients;
    private final TopicNames names;
    private final Path folder;

    /**
     * @param names the names of existing, empty topics
     * @param folder the folder for the scorer's state
     */
    public DeadLetterDrill(KafkaClients clients, TopicNames names, Path folder) {
        this.clients = clients;
        this.names = names;
        this.folder = folder;
    }

    /** Runs the drill; stops waiting when the scorer has produced no outcome for two minutes. */
    public DrillResult run(int good, int poison, long seed) throws InterruptedException {
        SampleRollouts goodRollouts = new SampleRollouts(DrillOutcomeCounter.GOOD, PICTURES, seed);
        SampleRollouts poisonSources = new SampleRollouts(DrillOutcomeCounter.POISON, PICTURES, seed);
        Map<String, Object> large = clients.producer("drill");
        large.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_REQUEST);
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(large);
                ScorerService scorer = ScorerService.start(settings())) {
            goodRollouts
                    .facts()
                    .forEach(facts -> producer.send(new ProducerRecord<>(
                            names.facts(), RecordKeys.bytes(facts.promptId()), Codecs.FACTS.encode(facts))));
            producer.flush();
            publish(producer, goodRollouts, poisonSources, good, poison, seed);
            await(scorer, good + poison);
            // one more rollout at the end shows that the scorer still works
            send(producer, goodRollouts.rollout(good));
            producer.flush();
            await(scorer, good + poison + 1);
            Thread.sleep(COMMIT_WAIT.toMillis()); // until the last outcomes are committed
            return new DrillOutcomeCounter(clients, names).count(good, poison, scorer.state());
        }
    }

    private Settings settings() {
        Map<String, String> values = new HashMap<>();
        values.put("kafka.bootstrap.servers", clients.bootstrapServers());
        values.put("topics.prefix", names.prefix());
        values.put(ScorerSettings.STATE_DIR, folder.resolve("state").toString());
        return Settings.of(ScorerSettings.class, values);
    }

    private void publish(
            Producer<byte[], byte[]> producer,
            SampleRollouts goodRollouts,
            SampleRollouts poisonSources,
            int good,
            int poison,
            long seed) {
        List<Boolean> order = new ArrayList<>(Collections.nCopies(good, true));
        order.addAll(Collections.nCopies(poison, false));
        Random random = new Random(seed);
        Collections.shuffle(order, random);
        int goodSent = 0;
        int poisonSent = 0;
        for (boolean isGood : order) {
            if (isGood) {
                send(producer, goodRollouts.rollout(goodSent++));
            } else {
                byte[] value = PoisonKind.forNumber(poisonSent).corrupt(poisonSources.rollout(poisonSent), random);
                producer.send(new ProducerRecord<>(
                        names.rollouts(), RecordKeys.bytes(DrillOutcomeCounter.POISON + "/" + poisonSent++), value));
            }
        }
        producer.flush();
    }

    private void send(Producer<byte[], byte[]> producer, Rollout rollout) {
        byte[] key = RecordKeys.bytes(rollout.question().promptId());
        producer.send(new ProducerRecord<>(names.rollouts(), key, Codecs.ROLLOUTS.encode(rollout)));
    }

    private static void await(ScorerService scorer, int outcomes) throws InterruptedException {
        long seen = -1;
        long deadline = 0;
        for (long now = 0; now < outcomes; now = outcomes(scorer)) {
            if (now > seen) {
                seen = now;
                deadline = System.nanoTime() + TIMEOUT.toNanos();
            } else if (System.nanoTime() > deadline) {
                return;
            }
            Thread.sleep(50);
        }
    }

    private static long outcomes(ScorerService scorer) {
        return scorer.counters().scored() + scorer.counters().dead();
    }
}

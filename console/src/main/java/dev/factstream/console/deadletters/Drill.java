package dev.factstream.console.deadletters;

import dev.factstream.console.samples.SampleRollouts;
import dev.factstream.schemas.rollout.Rollout;
import dev.factstream.schemas.settings.KafkaClients;
import dev.factstream.schemas.settings.Settings;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.schemas.wire.Codecs;
import dev.factstream.schemas.wire.Keys;
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

/** Good rollouts and poison in random order, through a real scorer. */
final class Drill {
    private static final int PICTURES = 24;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String LARGEST_REQUEST = Integer.toString(8 << 20);
    private static final Duration COMMITS = Duration.ofSeconds(1);

    private final KafkaClients clients;
    private final TopicNames names;
    private final Path folder;

    /**
     * @param names of topics that exist and are empty
     * @param folder for the scorer's state
     */
    Drill(KafkaClients clients, TopicNames names, Path folder) {
        this.clients = clients;
        this.names = names;
        this.folder = folder;
    }

    /** Runs it; gives up waiting when for two minutes nothing more comes out of the scorer. */
    DrillResult run(int good, int poison, long seed) throws InterruptedException {
        SampleRollouts goodOnes = new SampleRollouts(DrillCount.GOOD, PICTURES, seed);
        SampleRollouts spoiled = new SampleRollouts(DrillCount.POISON, PICTURES, seed);
        Map<String, Object> large = clients.producer("drill");
        large.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_REQUEST);
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(large);
                ScorerService scorer = ScorerService.start(settings())) {
            goodOnes.facts()
                    .forEach(facts -> producer.send(new ProducerRecord<>(
                            names.facts(), Keys.bytes(facts.promptId()), Codecs.FACTS.encode(facts))));
            producer.flush();
            publish(producer, goodOnes, spoiled, good, poison, seed);
            await(scorer, good + poison);
            // another one at the end: the scorer must still be at work
            send(producer, goodOnes.rollout(good));
            producer.flush();
            await(scorer, good + poison + 1);
            Thread.sleep(COMMITS.toMillis()); // what was counted last is committed
            return new DrillCount(clients, names).of(good, poison, scorer.state());
        }
    }

    private Settings settings() {
        Map<String, String> values = new HashMap<>();
        values.put("kafka.bootstrap.servers", clients.bootstrapServers());
        values.put("topics.prefix", names.prefix());
        values.put(ScorerSettings.STATE_DIR.key(), folder.resolve("state").toString());
        return Settings.of(ScorerSettings.KEYS, values);
    }

    private void publish(
            Producer<byte[], byte[]> producer,
            SampleRollouts goodOnes,
            SampleRollouts spoiled,
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
                send(producer, goodOnes.rollout(goodSent++));
            } else {
                byte[] value = Poison.ofNumber(poisonSent).of(spoiled.rollout(poisonSent), random);
                producer.send(new ProducerRecord<>(
                        names.rollouts(), Keys.bytes(DrillCount.POISON + "/" + poisonSent++), value));
            }
        }
        producer.flush();
    }

    private void send(Producer<byte[], byte[]> producer, Rollout rollout) {
        byte[] key = Keys.bytes(rollout.question().promptId());
        producer.send(new ProducerRecord<>(names.rollouts(), key, Codecs.ROLLOUTS.encode(rollout)));
    }

    private static void await(ScorerService scorer, int outcomes) throws InterruptedException {
        long seen = -1;
        long deadline = 0;
        for (long now = 0; now < outcomes; now = outcomes(scorer)) {
            if (now > seen) {
                seen = now;
                deadline = System.nanoTime() + PATIENCE.toNanos();
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

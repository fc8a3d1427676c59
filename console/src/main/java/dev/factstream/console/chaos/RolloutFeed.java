package dev.factstream.console.chaos;

import dev.factstream.console.samples.SampleRollouts;
import dev.factstream.schemas.rollout.Rollout;
import dev.factstream.schemas.settings.KafkaClients;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.schemas.wire.Codecs;
import dev.factstream.schemas.wire.Keys;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes sample rollouts, one after the other, on a thread of its own until it is told to stop; never more than it is allowed, as
 * tickets limit a real actor. Thread-safe.
 */
final class RolloutFeed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RolloutFeed.class);
    private static final long PAUSE_MILLIS = 10;

    private final SampleRollouts samples;
    private final TopicNames names;
    private final Producer<byte[], byte[]> producer;
    private final int atLeast;
    private final List<String> published = new CopyOnWriteArrayList<>();
    private final Thread thread = new Thread(this::work, "rollout-feed");
    private volatile boolean stopping;
    private volatile int allowed;

    /** Publishes the facts of all samples, then begins; @param atLeast so many rollouts, however early it is stopped */
    RolloutFeed(SampleRollouts samples, KafkaClients clients, TopicNames names, int atLeast) {
        this.samples = samples;
        this.names = names;
        this.atLeast = atLeast;
        producer = new KafkaProducer<>(clients.producer("chaos-feed"));
        samples.facts().forEach(facts -> send(names.facts(), facts.promptId(), Codecs.FACTS.encode(facts)));
        producer.flush();
        thread.start();
    }

    private void work() {
        try {
            while (!stopping || published.size() < atLeast) {
                if (published.size() < allowed) {
                    Rollout rollout = samples.rollout(published.size());
                    send(names.rollouts(), rollout.question().promptId(), Codecs.ROLLOUTS.encode(rollout));
                    published.add(rollout.rolloutId());
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            LOG.info("The feed was interrupted after {} rollouts", published.size());
        }
        producer.flush();
    }

    private void send(String topic, String key, byte[] value) {
        producer.send(new ProducerRecord<>(topic, Keys.bytes(key), value));
    }

    /** Allows so many rollouts in all. */
    void allow(int rollouts) {
        allowed = rollouts;
    }

    /** Asks it to publish what is still owed, and then to stop. */
    void stop() {
        stopping = true;
    }

    /** Whether it has stopped. */
    boolean isDone() {
        return !thread.isAlive();
    }

    /** The ids of all rollouts so far. */
    List<String> published() {
        return List.copyOf(published);
    }

    @Override
    public void close() {
        thread.interrupt();
        producer.close();
    }
}

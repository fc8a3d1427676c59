package dev.factstream.lab.chaos;

import dev.factstream.lab.samples.SampleRollouts;
import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.schemas.rollout.Rollout;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.schemas.wire.Codecs;
import dev.factstream.schemas.wire.RecordKeys;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes sample rollouts one by one on its own thread until {@link #stop}; never more than {@link #allow} permits, as tickets limit a
 * real actor. Thread-safe.
 */
final class SampleRolloutFeed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SampleRolloutFeed.class);
    private static final long PAUSE_MILLIS = 10;

    private final SampleRollouts samples;
    private final TopicNames names;
    private final Producer<byte[], byte[]> producer;
    private final int atLeast;
    private final List<String> published = new CopyOnWriteArrayList<>();
    private final Thread thread = new Thread(this::work, "rollout-feed");
    private volatile boolean stopping;
    private volatile int allowed;

    /**
     * Publishes the facts of all samples and starts the thread.
     *
     * @param atLeast the minimum number of rollouts, however early the feed is stopped
     */
    SampleRolloutFeed(SampleRollouts samples, KafkaClients clients, TopicNames names, int atLeast) {
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
            LOG.info("The rollout feed was interrupted after {} rollouts", published.size());
        }
        producer.flush();
    }

    private void send(String topic, String key, byte[] value) {
        producer.send(new ProducerRecord<>(topic, RecordKeys.bytes(key), value));
    }

    /** Sets the maximum number of rollouts in total. */
    void allow(int rollouts) {
        allowed = rollouts;
    }

    /** Stops the feed after the minimum number of rollouts. */
    void stop() {
        stopping = true;
    }

    /** Whether the feed has stopped. */
    boolean isDone() {
        return !thread.isAlive();
    }

    /** The ids of all rollouts published so far. */
    List<String> published() {
        return List.copyOf(published);
    }

    @Override
    public void close() {
        thread.interrupt();
        producer.close();
    }
}

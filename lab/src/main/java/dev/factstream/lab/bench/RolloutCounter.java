package dev.factstream.lab.bench;

import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.runtime.kafka.TopicScanner;
import dev.factstream.schemas.rollout.Rollout;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.schemas.wire.Codecs;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Counts the distinct rollouts on the rollouts topic and their tokens. Not thread-safe. */
public final class RolloutCounter implements AutoCloseable {
    private static final Duration WAIT = Duration.ofMillis(20);

    private final KafkaConsumer<byte[], byte[]> reader;
    private final Set<String> seen = new HashSet<>();
    private long tokens;

    public RolloutCounter(KafkaClients clients, TopicNames names) {
        reader = new KafkaConsumer<>(clients.consumer("bench-reader"));
        List<TopicPartition> partitions = TopicScanner.partitions(reader, names.rollouts());
        reader.assign(partitions);
        reader.seekToBeginning(partitions);
    }

    /** Counts the records that one poll returns; waits at most {@link #WAIT}. */
    public void read() {
        reader.poll(WAIT).forEach(record -> {
            Rollout rollout = Codecs.ROLLOUTS.decode(record.value());
            if (seen.add(rollout.rolloutId())) {
                tokens += rollout.tokens().length;
            }
        });
    }

    public int rollouts() {
        return seen.size();
    }

    public long tokens() {
        return tokens;
    }

    @Override
    public void close() {
        reader.close();
    }
}

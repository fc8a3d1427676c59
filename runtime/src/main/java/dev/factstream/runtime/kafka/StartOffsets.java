package dev.factstream.runtime.kafka;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Chooses the offset at which a reader begins each partition. If retention has deleted that offset, the reader begins at the oldest
 * record that is left.
 */
@FunctionalInterface
public interface StartOffsets {

    /** Returns an offset for each of {@code partitions}. */
    Map<TopicPartition, Long> of(Consumer<?, ?> consumer, Collection<TopicPartition> partitions);

    /** The oldest record of each partition. */
    static StartOffsets beginning() {
        return Consumer::beginningOffsets;
    }

    /** The given offsets; 0 for partitions without one. */
    static StartOffsets at(Map<TopicPartition, Long> offsets) {
        return (consumer, partitions) -> partitions.stream()
                .collect(Collectors.toMap(partition -> partition, partition -> offsets.getOrDefault(partition, 0L)));
    }

    /**
     * The first record of each partition with this timestamp or a later one. Timestamps need not rise within a partition, so older
     * records may follow it; none that is at least as new precedes it.
     */
    static StartOffsets since(Instant time) {
        return (consumer, partitions) -> {
            Map<TopicPartition, Long> offsets = new HashMap<>(consumer.endOffsets(partitions));
            Map<TopicPartition, Long> times = partitions.stream()
                    .collect(Collectors.toMap(partition -> partition, any -> Math.max(0, time.toEpochMilli())));
            consumer.offsetsForTimes(times).forEach((partition, found) -> {
                if (found != null) {
                    offsets.put(partition, found.offset());
                }
            });
            return offsets;
        };
    }

    /** At most {@code most} offsets before the end of each partition; 0 begins at the end. */
    static StartOffsets last(long most) {
        return (consumer, partitions) -> {
            Map<TopicPartition, Long> offsets = new HashMap<>(consumer.beginningOffsets(partitions));
            consumer.endOffsets(partitions)
                    .forEach((partition, end) -> offsets.merge(partition, end - most, Math::max));
            return offsets;
        };
    }
}

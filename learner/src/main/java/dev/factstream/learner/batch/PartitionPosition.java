package dev.factstream.learner.batch;

import java.util.List;

/**
 * The position to resume a partition from after a restart.
 *
 * @param topic full name of the topic
 * @param partition number of the partition
 * @param lowest the lowest offset that is not resolved
 * @param resolvedAbove resolved offsets at or above it
 */
public record PartitionPosition(String topic, int partition, long lowest, List<Long> resolvedAbove) {

    public PartitionPosition {
        resolvedAbove = List.copyOf(resolvedAbove);
    }
}

package dev.factstream.learner.batch;

import java.util.List;

/**
 * Where reading of a partition goes on after a restart.
 *
 * @param topic full name
 * @param partition within the topic
 * @param lowest the lowest offset not settled
 * @param resolvedAbove offsets at or above it that are settled already
 */
public record Position(String topic, int partition, long lowest, List<Long> resolvedAbove) {

    public Position {
        resolvedAbove = List.copyOf(resolvedAbove);
    }
}

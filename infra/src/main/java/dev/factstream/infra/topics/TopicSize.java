package dev.factstream.infra.topics;

/**
 * The size of a topic.
 *
 * @param topic full name
 * @param bytes of one replica of each partition, as stored
 * @param offsets number of offsets between the begin and the end of the partitions: records, those that compaction has removed, and
 *     markers of transactions
 */
public record TopicSize(String topic, int partitions, long bytes, long offsets) {}

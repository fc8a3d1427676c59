package dev.factstream.lab.soak;

import java.util.Map;
import java.util.TreeMap;

/**
 * What a process has read from topics.
 *
 * @param records number of records by topic
 * @param bytes number of bytes by topic
 */
record ReadVolume(Map<String, Long> records, Map<String, Long> bytes) {
    ReadVolume {
        records = new TreeMap<>(records);
        bytes = new TreeMap<>(bytes);
    }

    /** Returns this volume without some records of a topic, whose bytes count as the topic's average. */
    ReadVolume without(String topic, long fewer) {
        long read = records.getOrDefault(topic, 0L);
        if (read == 0) {
            return this;
        }
        long left = Math.max(0, read - fewer);
        Map<String, Long> leftRecords = new TreeMap<>(records);
        Map<String, Long> leftBytes = new TreeMap<>(bytes);
        leftRecords.put(topic, left);
        leftBytes.computeIfPresent(topic, (same, size) -> size * left / read);
        return new ReadVolume(leftRecords, leftBytes);
    }

    long allRecords() {
        return records.values().stream().mapToLong(Long::longValue).sum();
    }

    long allBytes() {
        return bytes.values().stream().mapToLong(Long::longValue).sum();
    }
}

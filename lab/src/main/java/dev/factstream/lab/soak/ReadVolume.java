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

    long allRecords() {
        return records.values().stream().mapToLong(Long::longValue).sum();
    }

    long allBytes() {
        return bytes.values().stream().mapToLong(Long::longValue).sum();
    }
}

package dev.factstream.lab.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Compares the last mark of a soak with the first one and names what has grown with the age of the runs. Heap, resident memory, and what
 * a start reads may grow by 10 %, CPU time per version by 15 %, folders by 20 %; a topic may have 20 % more than its retention says.
 * Processes are warm after {@value #WARM} versions; if the first mark is earlier, their memory may grow by 50 %. Amounts below a floor are
 * the noise of a garbage collection, of an open segment or of records that are not compacted yet, and do not count.
 */
final class GrowthLimits {
    private static final int WARM = 1_000;
    private static final double MEMORY = 0.10;
    private static final double COLD_MEMORY = 0.50;
    private static final double READS = 0.10;
    private static final double CPU = 0.15;
    private static final double DISK = 0.20;
    private static final long HEAP_FLOOR = 1 << 20;
    private static final long RESIDENT_FLOOR = 8 << 20;
    private static final long RECORDS_FLOOR = 500;
    private static final long BYTES_FLOOR = 400 << 10;
    private static final long FOLDER_FLOOR = 1 << 20;

    private final List<String> faults = new ArrayList<>();

    private GrowthLimits() {}

    /** Returns one line for each thing that has grown too much; the ledger, which is kept forever, may grow. */
    static List<String> faults(SoakMark first, SoakMark last, String ledger) {
        GrowthLimits limits = new GrowthLimits();
        double memory = first.versions() < WARM ? COLD_MEMORY : MEMORY;
        first.sizes().forEach((name, size) -> {
            ProcessSize now = last.sizes().get(name);
            limits.compare("heap of " + name, size.heap(), now.heap(), memory, HEAP_FLOOR);
            limits.compare("resident memory of " + name, size.resident(), now.resident(), memory, RESIDENT_FLOOR);
        });
        ReadVolume before = first.start().reads();
        ReadVolume after = last.start().reads();
        limits.compare("records read by a start", before.allRecords(), after.allRecords(), READS, RECORDS_FLOOR);
        limits.compare("bytes read by a start", before.allBytes(), after.allBytes(), READS, BYTES_FLOOR);
        if (last.cpuPerVersion() > first.cpuPerVersion() * (1 + CPU)) {
            limits.faults.add(String.format(
                    Locale.ROOT,
                    "CPU seconds per version grew from %.3f to %.3f",
                    first.cpuPerVersion(),
                    last.cpuPerVersion()));
        }
        last.topics().forEach((topic, size) -> {
            if (!topic.equals(ledger)) {
                limits.retention(topic, size);
            }
        });
        first.folders()
                .forEach((folder, bytes) ->
                        limits.compare("folder " + folder, bytes, last.folders().get(folder), DISK, FOLDER_FLOOR));
        limits.faults.addAll(first.faults());
        limits.faults.addAll(last.faults());
        return limits.faults;
    }

    private void retention(String topic, LogSize size) {
        long most = size.partitions() * ShortRetention.MOST_BYTES;
        if (size.bytes() > most * (1 + DISK)) {
            faults.add(String.format(
                    Locale.ROOT, "topic %s has %,d bytes, its retention says %,d", topic, size.bytes(), most));
        }
    }

    private void compare(String what, long before, long after, double share, long floor) {
        if (after > before * (1 + share) && after - before > floor) {
            faults.add(String.format(Locale.ROOT, "%s grew from %,d to %,d", what, before, after));
        }
    }
}

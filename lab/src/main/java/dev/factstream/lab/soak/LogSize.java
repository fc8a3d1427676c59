package dev.factstream.lab.soak;

/**
 * The size of a topic on the disk.
 *
 * @param bytes of all segments
 * @param partitions number of logs
 */
record LogSize(long bytes, int partitions) {
    LogSize with(long more) {
        return new LogSize(bytes + more, partitions + 1);
    }
}

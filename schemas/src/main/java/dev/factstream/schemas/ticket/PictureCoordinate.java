package dev.factstream.schemas.ticket;

import dev.factstream.schemas.Check;

/** The position of a picture in the topic {@code pictures}; it never changes, because that topic is never compacted. */
public record PictureCoordinate(int partition, long offset) implements Comparable<PictureCoordinate> {
    public PictureCoordinate {
        Check.notNegative(partition, "partition");
        Check.notNegative(offset, "offset");
    }

    /** In the order in which a broker reads them: by partition, then by offset. */
    @Override
    public int compareTo(PictureCoordinate other) {
        int byPartition = Integer.compare(partition, other.partition);
        return byPartition != 0 ? byPartition : Long.compare(offset, other.offset);
    }

    /** Partition and offset as log lines have them. */
    @Override
    public String toString() {
        return partition + "@" + offset;
    }
}

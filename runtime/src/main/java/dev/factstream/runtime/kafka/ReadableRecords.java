package dev.factstream.runtime.kafka;

import dev.factstream.schemas.wire.AvroCodec;
import dev.factstream.schemas.wire.MalformedRecordException;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decodes the records of a topic and skips those that cannot be decoded: nothing that is on a topic stops its reader. Skipped
 * records are counted, and the first {@value #MAX_LOGGED} are named in the log with topic, partition and offset. Thread-safe.
 */
public final class ReadableRecords<T> {
    private static final Logger LOG = LoggerFactory.getLogger(ReadableRecords.class);
    private static final int MAX_LOGGED = 1000;

    private final AvroCodec<T> codec;
    private final LongAdder skipped = new LongAdder();

    public ReadableRecords(AvroCodec<T> codec) {
        this.codec = codec;
    }

    /** Returns the decoded value; empty if it cannot be decoded, as the value of a tombstone. */
    public Optional<T> decode(ConsumerRecord<byte[], byte[]> record) {
        try {
            return Optional.of(codec.decode(record.value()));
        } catch (MalformedRecordException e) {
            skip(record, e.getMessage());
            return Optional.empty();
        }
    }

    /** Counts and names a record that a reader cannot use for another reason. */
    public void skip(ConsumerRecord<byte[], byte[]> record, String reason) {
        skipped.increment();
        long count = skipped.sum();
        if (count <= MAX_LOGGED) {
            LOG.warn("Skipped {}-{}@{}: {}", record.topic(), record.partition(), record.offset(), reason);
        } else if (count == MAX_LOGGED + 1) {
            LOG.warn("Skipped more than {} records of {}; further ones are only counted", MAX_LOGGED, record.topic());
        }
    }

    /** Returns how many records have been skipped. */
    public long skipped() {
        return skipped.sum();
    }
}

package dev.factstream.scorer.topology;

import dev.factstream.schemas.deadletter.SourceRecord;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * A rollout record as it was read, with everything needed to write a dead letter later. The stores of pending rollouts hold its
 * bytes: a record kept only in a field would be lost with the process, since its offset is committed once the processor returns.
 *
 * @param arrivedAtMillis when the scorer read the record, since the epoch
 * @param timestamp of the record, since the epoch
 */
record PendingRollout(
        long arrivedAtMillis,
        String topic,
        int partition,
        long offset,
        long timestamp,
        byte[] key,
        byte[] value,
        Headers headers) {
    private static final int NULL = -1;
    /** Number of the layout of {@link #toBytes}. Bytes of earlier builds have no number: they begin with the 0 of the arrival time. */
    private static final byte LAYOUT = 1;

    static PendingRollout of(Record<byte[], byte[]> record, RecordMetadata source, long nowMillis) {
        return new PendingRollout(
                nowMillis,
                source.topic(),
                source.partition(),
                source.offset(),
                record.timestamp(),
                record.key(),
                record.value(),
                record.headers());
    }

    /** Returns the record as it was read. */
    SourceRecord record() {
        return new SourceRecord(topic, partition, offset, key, value, headers);
    }

    byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(LAYOUT);
            out.writeLong(arrivedAtMillis);
            out.writeUTF(topic);
            out.writeInt(partition);
            out.writeLong(offset);
            out.writeLong(timestamp);
            write(out, key);
            write(out, value);
            Header[] all = headers.toArray();
            out.writeInt(all.length);
            for (Header header : all) {
                out.writeUTF(header.key());
                write(out, header.value());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory cannot fail", e);
        }
        return bytes.toByteArray();
    }

    /** Returns the arrival time of a serialised rollout without decoding the rest. */
    static long arrivedAtMillis(byte[] bytes) {
        return ByteBuffer.wrap(bytes).getLong(start(bytes));
    }

    static PendingRollout fromBytes(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            in.skipNBytes(start(bytes));
            return new PendingRollout(
                    in.readLong(),
                    in.readUTF(),
                    in.readInt(),
                    in.readLong(),
                    in.readLong(),
                    read(in),
                    read(in),
                    readHeaders(in));
        } catch (IOException e) {
            throw new UncheckedIOException("A pending rollout in the state store is damaged", e);
        }
    }

    private static int start(byte[] bytes) {
        if (bytes[0] != 0 && bytes[0] != LAYOUT) {
            throw new IllegalStateException(
                    "a pending rollout in the state store has layout " + bytes[0] + ", expected " + LAYOUT
                            + ": another build wrote it; start that build until the rollouts that wait for facts have an outcome");
        }
        return bytes[0] == LAYOUT ? 1 : 0;
    }

    private static Headers readHeaders(DataInputStream in) throws IOException {
        Headers headers = new RecordHeaders();
        for (int left = in.readInt(); left > 0; left--) {
            headers.add(in.readUTF(), read(in));
        }
        return headers;
    }

    private static void write(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes == null ? NULL : bytes.length);
        if (bytes != null) {
            out.write(bytes);
        }
    }

    private static byte[] read(DataInputStream in) throws IOException {
        int length = in.readInt();
        return length == NULL ? null : in.readNBytes(length);
    }
}

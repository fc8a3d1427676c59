package dev.factstream.drift.stream;

import dev.factstream.drift.window.Observation;
import dev.factstream.schemas.ledger.LedgerRecord;
import dev.factstream.schemas.metrics.MetricNames;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Serialises the inputs of the drift application on its internal topic, and the values of its state stores. */
public final class DriftInputCodec {
    private static final byte ROLLOUT = 1;
    private static final byte VERSION = 2;

    /** A published policy version. @param kl NaN if the ledger does not have it */
    record PublishedVersion(int version, String adapterHash, double kl) {}

    /** Writes a value. */
    public interface Writer {
        void write(DataOutput out) throws IOException;
    }

    /** Reads a value. */
    public interface Reader<T> {
        T read(DataInputStream in) throws IOException;
    }

    private DriftInputCodec() {}

    public static byte[] of(Observation rollout) {
        return bytes(out -> {
            out.writeByte(ROLLOUT);
            rollout.write(out);
        });
    }

    public static byte[] of(LedgerRecord record) {
        return bytes(out -> {
            out.writeByte(VERSION);
            out.writeInt(record.version());
            out.writeUTF(record.adapterHash());
            out.writeDouble(record.metrics().getOrDefault(MetricNames.KL, Double.NaN));
        });
    }

    /** Returns an {@link Observation} or a {@link PublishedVersion}. */
    public static Object read(byte[] input) {
        return read(input, in -> {
            if (in.readByte() == ROLLOUT) {
                return Observation.read(in);
            }
            return new PublishedVersion(in.readInt(), in.readUTF(), in.readDouble());
        });
    }

    public static byte[] bytes(Writer writer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            writer.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory cannot fail", e);
        }
        return bytes.toByteArray();
    }

    public static <T> T read(byte[] bytes, Reader<T> reader) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            return reader.read(in);
        } catch (IOException e) {
            throw new UncheckedIOException("An entry of the drift application's state is damaged", e);
        }
    }
}

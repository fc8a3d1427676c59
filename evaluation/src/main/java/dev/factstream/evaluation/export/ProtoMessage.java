package dev.factstream.evaluation.export;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes the fields of a protocol buffer, in the order of the calls. Not thread-safe. */
final class ProtoMessage {
    private static final int VARINT = 0;
    private static final int FIXED_64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED_32 = 5;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    ProtoMessage integer(int field, long value) {
        key(field, VARINT);
        varint(value);
        return this;
    }

    ProtoMessage real(int field, double value) {
        key(field, FIXED_64);
        bytes.writeBytes(little(Double.BYTES).putDouble(value).array());
        return this;
    }

    ProtoMessage single(int field, float value) {
        key(field, FIXED_32);
        bytes.writeBytes(little(Float.BYTES).putFloat(value).array());
        return this;
    }

    ProtoMessage reals(int field, double... values) {
        ByteBuffer packed = little(Double.BYTES * values.length);
        for (double value : values) {
            packed.putDouble(value);
        }
        return bytes(field, packed.array());
    }

    ProtoMessage text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    ProtoMessage message(int field, ProtoMessage value) {
        return bytes(field, value.toBytes());
    }

    ProtoMessage bytes(int field, byte[] value) {
        key(field, BYTES);
        varint(value.length);
        bytes.writeBytes(value);
        return this;
    }

    byte[] toBytes() {
        return bytes.toByteArray();
    }

    private void key(int field, int type) {
        varint((long) field << 3 | type);
    }

    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes.write((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        bytes.write((int) rest);
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}

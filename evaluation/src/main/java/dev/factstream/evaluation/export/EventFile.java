package dev.factstream.evaluation.export;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/** Writes a file of TensorBoard: events in TFRecord frames, each with checksums. An earlier file is replaced. Not thread-safe; close it. */
final class EventFile implements AutoCloseable {
    private static final int WALL_TIME = 1;
    private static final int STEP = 2;
    private static final int FILE_VERSION = 3;
    private static final int SUMMARY = 5;
    private static final int SUMMARY_VALUE = 1;
    private static final int TAG = 1;
    private static final int CRC_DELTA = 0xa282ead8;
    private static final double MILLIS = 1000;

    private final OutputStream out;

    EventFile(Path file) throws IOException {
        out = new BufferedOutputStream(Files.newOutputStream(file));
        frame(new ProtoMessage().real(WALL_TIME, 0).text(FILE_VERSION, "brain.Event:2"));
    }

    /**
     * Writes a value.
     *
     * @param millis since the epoch
     * @param value the fields of the value, without its tag
     */
    void write(long millis, long step, String tag, ProtoMessage value) throws IOException {
        ProtoMessage tagged = new ProtoMessage().text(TAG, tag);
        ProtoMessage summary = new ProtoMessage().bytes(SUMMARY_VALUE, concatenated(tagged.toBytes(), value.toBytes()));
        frame(new ProtoMessage()
                .real(WALL_TIME, millis / MILLIS)
                .integer(STEP, step)
                .message(SUMMARY, summary));
    }

    private static byte[] concatenated(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length)
                .put(first)
                .put(second)
                .array();
    }

    private void frame(ProtoMessage event) throws IOException {
        byte[] data = event.toBytes();
        byte[] length = little(Long.BYTES).putLong(data.length).array();
        out.write(length);
        out.write(little(Integer.BYTES).putInt(maskedChecksum(length)).array());
        out.write(data);
        out.write(little(Integer.BYTES).putInt(maskedChecksum(data)).array());
    }

    /** The CRC-32C, rotated and shifted as TFRecord prescribes, so that a checksum of checksums stays meaningful. */
    private static int maskedChecksum(byte[] bytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes);
        return Integer.rotateRight((int) checksum.getValue(), 15) + CRC_DELTA;
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}

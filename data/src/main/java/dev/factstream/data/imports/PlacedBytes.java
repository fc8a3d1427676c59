package dev.factstream.data.imports;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The bytes of a file, one at a time, counting lines. */
final class PlacedBytes implements Closeable {
    /** Returned behind the last byte. */
    static final int END = -1;

    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private int length;
    private int next;
    private long line = 1;
    private long offset;

    PlacedBytes(Path file) throws IOException {
        in = Files.newInputStream(file);
    }

    /** The next byte without taking it, 0 to 255, or {@link #END}. */
    int peek() throws IOException {
        if (next == length) {
            length = in.read(buffer);
            next = 0;
        }
        return length < 0 ? END : buffer[next] & 255;
    }

    /** Takes the next byte. */
    int read() throws IOException {
        int taken = peek();
        if (taken != END) {
            next++;
            offset++;
            line += taken == '\n' ? 1 : 0;
        }
        return taken;
    }

    /** Takes white space, and with it the mark that some editors put before a file. */
    void skipBlanks() throws IOException {
        while (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r' || offset < 3 && peek() >= 0xBB) {
            read();
        }
    }

    /** Of the next byte, from 1. */
    long line() {
        return line;
    }

    /** Bytes taken so far. */
    long offset() {
        return offset;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}

package dev.factstream.data.imports;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a file byte by byte and counts its lines. */
final class LineCountingInput implements Closeable {
    /** Returned at the end of the file. */
    static final int END = -1;

    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private int length;
    private int next;
    private long line = 1;
    private long offset;

    LineCountingInput(Path file) throws IOException {
        in = Files.newInputStream(file);
    }

    /** Returns the next byte without consuming it, 0 to 255, or {@link #END}. */
    int peek() throws IOException {
        if (next == length) {
            length = in.read(buffer);
            next = 0;
        }
        return length < 0 ? END : buffer[next] & 255;
    }

    /** Consumes the next byte. */
    int read() throws IOException {
        int taken = peek();
        if (taken != END) {
            next++;
            offset++;
            line += taken == '\n' ? 1 : 0;
        }
        return taken;
    }

    /** Skips white space and a byte order mark at the beginning of the file. */
    void skipBlanks() throws IOException {
        while (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r' || offset < 3 && peek() >= 0xBB) {
            read();
        }
    }

    /** The line of the next byte, from 1. */
    long line() {
        return line;
    }

    /** The number of bytes consumed. */
    long offset() {
        return offset;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}

package dev.factstream.data.imports;

import static dev.factstream.data.imports.LineCountingInput.END;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Splits a file that holds either one JSON array or one row per line into rows, by brackets, quotes and line ends alone: an
 * error in a row affects only that row, and at most one row is in memory. A bracket or quote that is never closed turns the
 * rest of the array into one invalid row.
 */
final class RawRowReader implements Closeable {
    private static final int MAX_BYTES = 16 << 20;

    private final Path file;
    private final LineCountingInput bytes;
    private final boolean array;
    private long index;
    private boolean ended;

    RawRowReader(Path file) throws IOException {
        this.file = file;
        bytes = new LineCountingInput(file);
        bytes.skipBlanks();
        array = bytes.peek() == '[';
        if (array) {
            bytes.read();
        }
    }

    /**
     * Returns the next row; empty at the end. Text that cannot be a row, such as text after the end of the array, is returned
     * as a row with a flaw.
     */
    Optional<RawRow> next() throws IOException {
        bytes.skipBlanks();
        return array ? nextElement() : bytes.peek() == END ? Optional.empty() : Optional.of(line(Optional.empty()));
    }

    /** The number of bytes read. */
    long offset() {
        return bytes.offset();
    }

    private Optional<RawRow> nextElement() throws IOException {
        if (!ended && index > 0 && bytes.peek() == ',') {
            bytes.read();
            bytes.skipBlanks();
        }
        if (!ended && bytes.peek() == ']') {
            bytes.read();
            bytes.skipBlanks();
            ended = true;
        }
        if (bytes.peek() != END) {
            return Optional.of(ended ? line(Optional.of("the row is after the end of the list")) : element());
        }
        boolean cut = !ended;
        ended = true;
        return cut
                ? Optional.of(new RawRow(place(), new byte[0], Optional.of("the file ends before the end of its list")))
                : Optional.empty();
    }

    private SourcePosition place() {
        return new SourcePosition(file, index++, bytes.line(), bytes.offset());
    }

    private RawRow line(Optional<String> flaw) throws IOException {
        SourcePosition place = place();
        Text text = new Text();
        while (bytes.peek() != '\n' && bytes.peek() != END) {
            text.add(bytes.read());
        }
        return text.row(place, flaw);
    }

    private RawRow element() throws IOException {
        SourcePosition place = place();
        Text text = new Text();
        int depth = 0;
        boolean quoted = false;
        boolean escaped = false;
        for (int next = bytes.peek(); next != END; next = bytes.peek()) {
            if (quoted) {
                quoted = escaped || next != '"';
                escaped = !escaped && next == '\\';
            } else if (depth == 0 && (next == ',' || next == ']')) {
                break;
            } else if (next == '"') {
                quoted = true;
            } else {
                int step = next == '{' || next == '[' ? 1 : next == '}' || next == ']' ? -1 : 0;
                depth = Math.max(0, depth + step); // an extra bracket must not hide the beginning of the next row
            }
            text.add(bytes.read());
        }
        return text.row(place, Optional.empty());
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }

    /** Bytes up to a limit. */
    private static final class Text {
        private final ByteArrayOutputStream text = new ByteArrayOutputStream();
        private boolean tooLong;

        void add(int next) {
            tooLong = text.size() == MAX_BYTES;
            if (!tooLong) {
                text.write(next);
            }
        }

        RawRow row(SourcePosition place, Optional<String> flaw) {
            return new RawRow(
                    place,
                    text.toByteArray(),
                    tooLong
                            ? Optional.of("the row is longer than 16 MiB; check it for a quote that is never closed")
                            : flaw);
        }
    }
}

package dev.factstream.console.deadletters;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Formats bytes as a hex dump: sixteen per line, followed by their ASCII characters. */
final class HexDump {
    private static final int WIDTH = 16;
    private static final int MOST_LINES = 16;
    private static final HexFormat HEX = HexFormat.ofDelimiter(" ");

    private HexDump() {}

    /** Returns the lines of the first 256 bytes. */
    static List<String> lines(byte[] bytes) {
        int shown = Math.min(bytes.length, WIDTH * MOST_LINES);
        return IntStream.iterate(0, start -> start < shown, start -> start + WIDTH)
                .mapToObj(start -> line(start, Arrays.copyOfRange(bytes, start, Math.min(shown, start + WIDTH))))
                .toList();
    }

    private static String line(int start, byte[] part) {
        String text = new String(part, ISO_8859_1).replaceAll("[^ -~]", ".");
        return String.format(Locale.ROOT, "%06x  %-47s  %s", start, HEX.formatHex(part), text);
    }
}

package dev.factstream.model.network;

import java.util.List;
import java.util.Optional;

/**
 * Token sequences of any lengths; the network pads them.
 *
 * @param rows at least one
 */
public record TokenBatch(List<Row> rows) {

    /**
     * One sequence.
     *
     * @param ids token ids without padding, image tokens expanded
     * @param pixels the image whose features replace the image tokens, [channels, side, side] flattened
     * @param responseStart index in {@code ids} of the first response token, whose log-probability is requested; at least 1 if
     *     there is a response
     * @param responseLength number of response tokens
     */
    public record Row(int[] ids, Optional<float[]> pixels, int responseStart, int responseLength) {

        /** @throws IllegalArgumentException if the response exceeds the sequence or has no token before it */
        public Row {
            if (ids.length == 0 || responseLength < 0 || responseStart + responseLength > ids.length) {
                throw new IllegalArgumentException("a response of " + responseLength + " tokens at " + responseStart
                        + " exceeds the sequence of " + ids.length + " tokens");
            }
            if (responseLength > 0 && responseStart < 1) {
                throw new IllegalArgumentException("the first token of a sequence has no log-probability");
            }
        }

        /** Creates a sequence without a response. */
        public static Row of(int[] ids, Optional<float[]> pixels) {
            return new Row(ids, pixels, ids.length, 0);
        }

        /** Creates a sequence of a prompt and a response. */
        public static Row of(int[] prompt, int[] response, Optional<float[]> pixels) {
            int[] ids = java.util.Arrays.copyOf(prompt, prompt.length + response.length);
            System.arraycopy(response, 0, ids, prompt.length, response.length);
            return new Row(ids, pixels, prompt.length, response.length);
        }
    }

    public TokenBatch {
        rows = List.copyOf(rows);
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("a batch needs at least one row");
        }
    }

    /** The length of the longest sequence. */
    public int length() {
        return rows.stream().mapToInt(row -> row.ids().length).max().orElseThrow();
    }

    /** The length of the longest response. */
    public int responseLength() {
        return rows.stream().mapToInt(Row::responseLength).max().orElseThrow();
    }
}

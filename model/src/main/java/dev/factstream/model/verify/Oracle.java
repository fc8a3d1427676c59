package dev.factstream.model.verify;

import dev.factstream.model.checkpoint.LlavaConfig;
import dev.factstream.model.checkpoint.ModelFormatException;
import dev.factstream.model.checkpoint.Safetensors;
import dev.factstream.model.checkpoint.TensorData;
import dev.factstream.model.network.TokenBatch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The content of a checkpoint's {@code expected.safetensors}, with its padded batch split into sequences.
 *
 * @param values every quantity by name
 * @param rows the sequences without padding; images are assigned in the order of the rows that use them
 * @param padded the sequences with padding, as in the file
 * @param positions for each row, the indices in the padded batch that are not padding
 * @param width length of the padded batch
 */
record Oracle(
        Map<String, TensorData> values,
        List<TokenBatch.Row> rows,
        List<int[]> padded,
        List<int[]> positions,
        int width) {

    static Oracle read(Path folder, LlavaConfig config) {
        Map<String, TensorData> values = Safetensors.read(folder.resolve("expected.safetensors"));
        TensorData ids = values.get("input_ids");
        if (ids == null) {
            throw new ModelFormatException(folder + ": expected.safetensors has no input_ids");
        }
        int width = (int) ids.shape()[1];
        int imageToken = config.image().map(image -> image.tokenId()).orElse(-1);
        long[] all = ids.longs();
        long[] mask = values.containsKey("attention_mask")
                ? values.get("attention_mask").longs()
                : null;
        List<float[]> images = images(values);
        List<TokenBatch.Row> rows = new ArrayList<>();
        List<int[]> padded = new ArrayList<>();
        List<int[]> positions = new ArrayList<>();
        int nextImage = 0;
        for (int b = 0; b < ids.shape()[0]; b++) {
            int first = b * width;
            int[] kept = IntStream.range(0, width)
                    .filter(t -> mask == null || mask[first + t] != 0)
                    .toArray();
            int[] row = Arrays.stream(kept).map(t -> (int) all[first + t]).toArray();
            boolean hasImage = Arrays.stream(row).anyMatch(id -> id == imageToken);
            rows.add(TokenBatch.Row.of(row, hasImage ? Optional.of(images.get(nextImage++)) : Optional.empty()));
            padded.add(Arrays.stream(all, first, first + width)
                    .mapToInt(Math::toIntExact)
                    .toArray());
            positions.add(kept);
        }
        return new Oracle(values, rows, padded, positions, width);
    }

    /** Returns the attention mask of the padded batch, [rows, width, width]: real positions attend to themselves and earlier real ones. */
    boolean[] visible() {
        boolean[] visible = new boolean[rows.size() * width * width];
        for (int b = 0; b < rows.size(); b++) {
            for (int seen : positions.get(b)) {
                for (int t = seen; t < width; t++) {
                    visible[(b * width + t) * width + seen] = true;
                }
            }
        }
        return visible;
    }

    /**
     * Returns the terms of the loss: for each real token that is not an image token and has a position before it, its index in the
     * flattened log-probabilities [rows, width, vocabulary].
     */
    long[] labels(LlavaConfig config, long vocabulary) {
        int imageToken = config.image().map(image -> image.tokenId()).orElse(-1);
        return IntStream.range(0, rows.size())
                .boxed()
                .flatMapToLong(b -> Arrays.stream(positions.get(b))
                        .filter(t -> t > 0 && padded.get(b)[t] != imageToken)
                        .mapToLong(t -> (b * width + t - 1) * vocabulary + padded.get(b)[t]))
                .toArray();
    }

    /** Returns each image of pixel_values, [channels, side, side] flattened. */
    static List<float[]> images(Map<String, TensorData> values) {
        TensorData pixels = values.get("pixel_values");
        if (pixels == null) {
            return List.of();
        }
        float[] all = pixels.floats();
        int count = (int) pixels.shape()[0];
        int size = all.length / count;
        return IntStream.range(0, count)
                .mapToObj(i -> Arrays.copyOfRange(all, i * size, (i + 1) * size))
                .toList();
    }

    /** Returns the values at real positions of an expected [rows, width, n] array with the oracle's padding, row by row. */
    float[] expected(float[] padded, int n) {
        return gather(padded, n, width, positions);
    }

    /** Returns the values at real positions of a computed, right-padded [rows, length, n] array, row by row. */
    float[] rightPadded(float[] padded, int n) {
        int length = rows.stream().mapToInt(row -> row.ids().length).max().orElseThrow();
        List<int[]> kept = rows.stream()
                .map(row -> IntStream.range(0, row.ids().length).toArray())
                .toList();
        return gather(padded, n, length, kept);
    }

    private static float[] gather(float[] padded, int n, int width, List<int[]> positions) {
        float[] values =
                new float[positions.stream().mapToInt(row -> row.length).sum() * n];
        int at = 0;
        for (int b = 0; b < positions.size(); b++) {
            for (int t : positions.get(b)) {
                System.arraycopy(padded, (b * width + t) * n, values, at, n);
                at += n;
            }
        }
        return values;
    }
}

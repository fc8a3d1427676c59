package dev.factstream.model.network;

import ai.djl.ndarray.NDArray;
import dev.factstream.model.checkpoint.LlavaConfig.ImageInput;
import dev.factstream.model.checkpoint.ModelFormatException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * A batch as rectangular arrays. Rows are padded on the right: with causal attention no real position attends to the padding,
 * so no mask is needed. Each distinct image appears once.
 *
 * @param lengths number of real tokens in each row
 * @param ids [rows · length], padded with 0
 * @param images distinct images in order of first appearance
 * @param places indices of the image tokens in {@code ids}
 * @param sources for each of {@code places}, the row of the flattened image features inserted there
 * @param features precomputed image features, if any; {@code sources} then are rows of them
 */
public record PaddedBatch(
        int rows,
        int length,
        int[] lengths,
        long[] ids,
        List<float[]> images,
        long[] places,
        long[] sources,
        Optional<NDArray> features) {

    /** Pads the rows of {@code batch}. */
    static PaddedBatch of(TokenBatch batch, Optional<ImageInput> image) {
        return of(
                batch.rows().stream().map(TokenBatch.Row::ids).toList(),
                batch.rows().stream().map(TokenBatch.Row::pixels).toList(),
                image);
    }

    /**
     * @param ids one sequence per row
     * @param pixels the image of each row
     * @param image the model's image input; empty for a text-only model
     */
    public static PaddedBatch of(List<int[]> ids, List<Optional<float[]>> pixels, Optional<ImageInput> image) {
        int length = ids.stream().mapToInt(row -> row.length).max().orElseThrow();
        long[] padded = new long[ids.size() * length];
        Map<FloatBuffer, Integer> distinct = new LinkedHashMap<>();
        List<long[]> pairs = new ArrayList<>();
        for (int r = 0; r < ids.size(); r++) {
            int[] row = ids.get(r);
            for (int t = 0; t < row.length; t++) {
                padded[r * length + t] = row[t];
            }
            int at = r * length;
            if (image.isPresent()) {
                insert(row, at, pixels.get(r), image.get(), distinct, pairs);
            }
        }
        return new PaddedBatch(
                ids.size(),
                length,
                ids.stream().mapToInt(row -> row.length).toArray(),
                padded,
                distinct.keySet().stream().map(FloatBuffer::array).toList(),
                pairs.stream().mapToLong(pair -> pair[0]).toArray(),
                pairs.stream().mapToLong(pair -> pair[1]).toArray(),
                Optional.empty());
    }

    /**
     * Returns the same sequences with precomputed image features, for a frozen vision tower.
     *
     * @param known [N, tokens, H], of these images and possibly others; owned by the caller
     * @param indexOf index of an image's features in {@code known}
     */
    public PaddedBatch withFeatures(NDArray known, ToIntFunction<float[]> indexOf) {
        if (images.isEmpty()) {
            return this;
        }
        long tokens = known.getShape().get(1);
        long[] moved = new long[sources.length];
        for (int i = 0; i < moved.length; i++) {
            float[] image = images.get((int) (sources[i] / tokens));
            moved[i] = indexOf.applyAsInt(image) * tokens + sources[i] % tokens;
        }
        return new PaddedBatch(rows, length, lengths, ids, images, places, moved, Optional.of(known));
    }

    private static void insert(
            int[] row,
            int at,
            Optional<float[]> pixels,
            ImageInput image,
            Map<FloatBuffer, Integer> distinct,
            List<long[]> pairs) {
        if (pixels.isEmpty()) {
            return;
        }
        int index = distinct.computeIfAbsent(FloatBuffer.wrap(pixels.get()), key -> distinct.size());
        int tokens = 0;
        // the prompt's image tokens come first; an image token sampled by the policy later is an ordinary token
        for (int t = 0; t < row.length && tokens < image.tokens(); t++) {
            if (row[t] == image.tokenId()) {
                pairs.add(new long[] {at + t, (long) index * image.tokens() + tokens});
                tokens++;
            }
        }
        if (tokens < image.tokens()) {
            throw new ModelFormatException(
                    "a sequence has " + tokens + " image tokens, but its image has " + image.tokens() + " features");
        }
    }
}

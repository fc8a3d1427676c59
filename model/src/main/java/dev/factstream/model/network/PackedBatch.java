package dev.factstream.model.network;

import ai.djl.ndarray.NDArray;
import dev.factstream.model.checkpoint.CheckpointException;
import dev.factstream.model.checkpoint.LlavaConfig.ImageInput;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * A batch as rectangular arrays. Rows are padded on the right: with causal attention no real position sees the padding, so
 * no mask is needed. Each distinct image appears once.
 *
 * @param lengths real tokens of each row
 * @param ids [rows · length], padded with 0
 * @param images distinct images in order of first appearance
 * @param places indices into {@code ids} of the image tokens
 * @param sources for each place, the row of the flattened image features that goes there
 * @param features what the vision tower made of images, if that has been computed already: then {@code sources} are rows of it
 */
public record PackedBatch(
        int rows,
        int length,
        int[] lengths,
        long[] ids,
        List<float[]> images,
        long[] places,
        long[] sources,
        Optional<NDArray> features) {

    /** The rows of {@code batch}. */
    static PackedBatch of(TokenBatch batch, Optional<ImageInput> image) {
        return of(
                batch.rows().stream().map(TokenBatch.Row::ids).toList(),
                batch.rows().stream().map(TokenBatch.Row::pixels).toList(),
                image);
    }

    /**
     * @param ids one sequence per row
     * @param pixels the image of each row
     * @param image what the model does with images; empty for a text-only model
     */
    public static PackedBatch of(List<int[]> ids, List<Optional<float[]>> pixels, Optional<ImageInput> image) {
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
        return new PackedBatch(
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
     * The same sequences with features computed before, for a vision tower that does not learn.
     *
     * @param known [N, tokens, H], of these images and perhaps others; stays the caller's
     * @param placeOf where in {@code known} an image's features are
     */
    public PackedBatch withFeatures(NDArray known, ToIntFunction<float[]> placeOf) {
        if (images.isEmpty()) {
            return this;
        }
        long tokens = known.getShape().get(1);
        long[] moved = new long[sources.length];
        for (int i = 0; i < moved.length; i++) {
            float[] image = images.get((int) (sources[i] / tokens));
            moved[i] = placeOf.applyAsInt(image) * tokens + sources[i] % tokens;
        }
        return new PackedBatch(rows, length, lengths, ids, images, places, moved, Optional.of(known));
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
        // the prompt's come first; one that the policy has drawn itself later on is a word like any other
        for (int t = 0; t < row.length && tokens < image.tokens(); t++) {
            if (row[t] == image.tokenId()) {
                pairs.add(new long[] {at + t, (long) index * image.tokens() + tokens});
                tokens++;
            }
        }
        if (tokens < image.tokens()) {
            throw new CheckpointException(
                    "a sequence has " + tokens + " image tokens, its image gives " + image.tokens() + " features");
        }
    }
}

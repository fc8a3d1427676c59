package dev.factstream.model.generate;

import dev.factstream.model.checkpoint.TextConfig;

/**
 * Resource limits of a decoder.
 *
 * @param slots maximum number of concurrent sequences
 * @param cachePositions maximum number of positions in the key-value caches in total; every running sequence takes as many as
 *     the longest of them may occupy
 * @param prefillPositions maximum number of positions, padding included, that are prefilled before running sequences get their
 *     next token; a longer prompt is prefilled alone
 * @param featureBytes maximum memory for cached image features, which later questions about the same image reuse
 */
public record DecoderLimits(int slots, long cachePositions, int prefillPositions, long featureBytes) {
    private static final long FEATURE_BYTES = 64L << 20;

    /** @throws IllegalArgumentException for a limit below its minimum */
    public DecoderLimits {
        if (slots < 1 || cachePositions < 1 || prefillPositions < 1 || featureBytes < 0) {
            throw new IllegalArgumentException("a decoder needs at least one slot and one position: " + slots
                    + " slots, " + cachePositions + " cache positions, " + prefillPositions + " prefill positions");
        }
    }

    /** Limits only the number of slots, and image features to 64 MiB. */
    public static DecoderLimits slots(int slots) {
        return new DecoderLimits(slots, Long.MAX_VALUE, Integer.MAX_VALUE, FEATURE_BYTES);
    }

    /**
     * Returns the same limits with {@code bytes} of memory for keys and values.
     *
     * @throws IllegalArgumentException if one sequence of the model's maximum length does not fit, naming the memory it needs
     */
    public DecoderLimits withCacheBytes(TextConfig text, long bytes) {
        long positions = bytes / KeyValueCaches.bytesPerPosition(text);
        if (positions < text.maxPositions()) {
            throw new IllegalArgumentException("a sequence of the model's maximum length, " + text.maxPositions()
                    + " positions, needs "
                    + (KeyValueCaches.bytesPerPosition(text) * text.maxPositions() + (1 << 20) - 1) / (1 << 20)
                    + " MiB of keys and values; the limit is " + bytes / (1 << 20));
        }
        return new DecoderLimits(slots, positions, prefillPositions, featureBytes);
    }
}

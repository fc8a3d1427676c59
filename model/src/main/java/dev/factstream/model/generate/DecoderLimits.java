package dev.factstream.model.generate;

import dev.factstream.model.checkpoint.TextConfig;

/**
 * What a decoder may take.
 *
 * @param slots most sequences that run at once
 * @param cachePositions most positions that the caches of keys and values have in all: every running sequence takes as many
 *     as the longest of them can come to occupy
 * @param prefillPositions most positions, padding included, that are read before running sequences get their next token; a
 *     prompt that is longer is read alone
 * @param featureBytes most memory for what the vision tower made of pictures, kept for the next question about them
 */
public record DecoderLimits(int slots, long cachePositions, int prefillPositions, long featureBytes) {
    private static final long FEATURE_BYTES = 64L << 20;

    /** @throws IllegalArgumentException for a limit that leaves nothing */
    public DecoderLimits {
        if (slots < 1 || cachePositions < 1 || prefillPositions < 1 || featureBytes < 0) {
            throw new IllegalArgumentException("a decoder needs at least one slot and one position: " + slots
                    + " slots, " + cachePositions + " cached, " + prefillPositions + " read in one go");
        }
    }

    /** Nothing but the slots is limited, and pictures take 64 MiB. */
    public static DecoderLimits slots(int slots) {
        return new DecoderLimits(slots, Long.MAX_VALUE, Integer.MAX_VALUE, FEATURE_BYTES);
    }

    /**
     * The same with so much memory for keys and values.
     *
     * @throws IllegalArgumentException if not even one sequence as long as the model allows has room, naming what it takes
     */
    public DecoderLimits withCacheBytes(TextConfig text, long bytes) {
        long positions = bytes / KeyValueCaches.bytesPerPosition(text);
        if (positions < text.maxPositions()) {
            throw new IllegalArgumentException("a sequence of " + text.maxPositions()
                    + " positions, which the model allows, takes "
                    + (KeyValueCaches.bytesPerPosition(text) * text.maxPositions() + (1 << 20) - 1) / (1 << 20)
                    + " MiB of keys and values, not " + bytes / (1 << 20));
        }
        return new DecoderLimits(slots, positions, prefillPositions, featureBytes);
    }
}

package dev.factstream.model.image;

import java.time.Duration;

/**
 * How much of this machine the decoding of one picture may take: small files can decompress to gigabytes, or decode for minutes.
 *
 * @param pixels width times height; decoding takes up to 11 bytes per pixel
 * @param time of the decoder
 */
public record DecodingLimits(long pixels, Duration time) {
    /** 16 million pixels, ten seconds. */
    public static final DecodingLimits DEFAULT = new DecodingLimits(16_000_000, Duration.ofSeconds(10));
}

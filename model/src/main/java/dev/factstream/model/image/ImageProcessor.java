package dev.factstream.model.image;

import dev.factstream.model.checkpoint.ConfigNode;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Converts image files to the network's pixels, like transformers' CLIPImageProcessor on Pillow: decode, convert to RGB, resize,
 * crop the centre, rescale, normalise; each step as configured in {@code preprocessor_config.json}. Thread-safe.
 */
public final class ImageProcessor {

    private final ImageSizing sizing;
    private final double factor;
    private final float[] mean;
    private final float[] deviation;

    private ImageProcessor(ConfigNode config) {
        sizing = ImageSizing.of(config);
        factor = config.flag("do_rescale", true) ? config.number("rescale_factor", 1 / 255.0) : 1;
        boolean normalise = config.flag("do_normalize", true);
        mean = normalise ? triple(config, "image_mean", 0.48145466f, 0.4578275f, 0.40821073f) : new float[3];
        deviation =
                normalise ? triple(config, "image_std", 0.26862954f, 0.26130258f, 0.27577711f) : new float[] {1, 1, 1};
    }

    /** @throws dev.factstream.model.checkpoint.ModelFormatException if preprocessor_config.json is missing or unsupported */
    public static ImageProcessor load(Path folder) {
        return new ImageProcessor(ConfigNode.read(folder.resolve("preprocessor_config.json")));
    }

    private static float[] triple(ConfigNode config, String key, float... otherwise) {
        if (!config.has(key)) {
            return otherwise;
        }
        if (config.raw(key).size() != 3) {
            throw config.unsupported(key, config.raw(key));
        }
        float[] values = new float[3];
        for (int c = 0; c < 3; c++) {
            values[c] = (float) config.raw(key).get(c).asDouble();
        }
        return values;
    }

    /**
     * Converts an image file to pixels, within the {@linkplain DecodingLimits#DEFAULT default limits}.
     *
     * @param encoded a PNG, JPEG or GIF file
     * @return [3, height, width] flattened
     * @throws ImageException if the file is corrupt, its format is unsupported, or the image is too large
     */
    public float[] pixels(byte[] encoded) {
        return pixels(encoded, DecodingLimits.DEFAULT);
    }

    /** As {@link #pixels(byte[])}, within other limits. */
    public float[] pixels(byte[] encoded, DecodingLimits limits) {
        return normalised(sizing.apply(ImageDecoder.decode(encoded, limits)));
    }

    private float[] normalised(RgbImage image) {
        int plane = image.width() * image.height();
        float[] pixels = new float[3 * plane];
        for (int c = 0; c < 3; c++) {
            for (int i = 0; i < plane; i++) {
                pixels[c * plane + i] =
                        ((float) ((image.samples()[i * 3 + c] & 0xff) * factor) - mean[c]) / deviation[c];
            }
        }
        return pixels;
    }

    /** Returns the 8-bit image before rescaling. */
    RgbImage bytes(byte[] encoded) {
        return sizing.apply(ImageDecoder.decode(encoded, DecodingLimits.DEFAULT));
    }

    @Override
    public String toString() {
        return sizing + " mean " + Arrays.toString(mean) + " std " + Arrays.toString(deviation);
    }
}

package dev.factstream.model.image;

import dev.factstream.model.checkpoint.ConfigNode;
import dev.factstream.model.checkpoint.ModelFormatException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;

/**
 * Converts image files to the network's pixels, like transformers' CLIPImageProcessor and LlavaImageProcessor on Pillow: decode,
 * convert to RGB, resize, crop the centre, rescale, normalise; each step as configured in {@code processor_config.json} or
 * {@code preprocessor_config.json}. Thread-safe.
 */
public final class ImageProcessor {

    private static final Set<String> STEPS =
            Set.of("do_convert_rgb", "do_resize", "do_center_crop", "do_rescale", "do_normalize", "do_pad");

    private final ImageSizing sizing;
    private final ImagePadding padding;
    private final double factor;
    private final float[] mean;
    private final float[] deviation;

    private ImageProcessor(ConfigNode config) {
        String type =
                config.string("image_processor_type", config.string("feature_extractor_type", "CLIPImageProcessor"));
        String family = type.replaceFirst("(ImageProcessor|FeatureExtractor)(Fast|Pil)?$", "");
        if (!family.equals("CLIP") && !family.equals("Llava")) {
            throw config.unsupported("image_processor_type", type);
        }
        refuse(config);
        sizing = ImageSizing.of(config);
        boolean rescale = step(config, "do_rescale", true);
        if (rescale) {
            refuseNull(config, "rescale_factor");
        }
        factor = rescale ? config.number("rescale_factor", 1 / 255.0) : 1;
        boolean normalise = step(config, "do_normalize", true);
        if (normalise) {
            refuseNull(config, "image_mean");
            refuseNull(config, "image_std");
        }
        float[] means = triple(config, "image_mean", 0.48145466f, 0.4578275f, 0.40821073f);
        padding = ImagePadding.of(config, family.equals("Llava"), means);
        mean = normalise ? means : new float[3];
        deviation =
                normalise ? triple(config, "image_std", 0.26862954f, 0.26130258f, 0.27577711f) : new float[] {1, 1, 1};
    }

    private static void refuse(ConfigNode config) {
        for (String key : config.keys()) {
            boolean unknownStep = key.startsWith("do_") && !STEPS.contains(key) && config.flag(key, false);
            if (unknownStep || key.equals("use_square_size") && config.flag(key, false)) {
                throw config.unsupported(key, true);
            }
        }
        if (!step(config, "do_convert_rgb", true)) {
            throw config.unsupported("do_convert_rgb", false);
        }
        if (!config.string("data_format", "channels_first").equals("channels_first")) {
            throw config.unsupported("data_format", config.raw("data_format"));
        }
        if (config.has("input_data_format")) {
            throw config.unsupported("input_data_format", config.raw("input_data_format"));
        }
    }

    /** Returns whether a step is on; null switches it off, as in transformers. */
    static boolean step(ConfigNode config, String key, boolean otherwise) {
        return !config.isNull(key) && config.flag(key, otherwise);
    }

    /** Refuses null for a value that a step needs, as transformers does. */
    static void refuseNull(ConfigNode config, String key) {
        if (config.isNull(key)) {
            throw config.unsupported(key, null);
        }
    }

    /**
     * Reads the configuration with transformers' precedence: the object {@code image_processor} in {@code processor_config.json}
     * if there is one, else {@code preprocessor_config.json}.
     *
     * @throws dev.factstream.model.checkpoint.ModelFormatException if both are missing, or a value is unsupported
     */
    public static ImageProcessor load(Path folder) {
        Path nested = folder.resolve("processor_config.json");
        if (Files.isRegularFile(nested)) {
            ConfigNode processor = ConfigNode.read(nested);
            if (processor.has("image_processor")) {
                return new ImageProcessor(processor.child("image_processor"));
            }
        }
        return new ImageProcessor(ConfigNode.read(folder.resolve("preprocessor_config.json")));
    }

    /**
     * Checks that the results fit a network.
     *
     * @param side of the network's images
     * @throws dev.factstream.model.checkpoint.ModelFormatException if every image would have another size
     */
    public void requireSide(Path folder, int side) {
        int[] size = padding.width() > 0
                ? new int[] {padding.width(), padding.height()}
                : sizing.fixed().orElse(new int[] {side, side});
        if (size[0] != side || size[1] != side) {
            throw new ModelFormatException(folder + ": the image processor makes images of " + size[0] + " x " + size[1]
                    + " pixels, the vision tower reads " + side + " x " + side);
        }
    }

    private static float[] triple(ConfigNode config, String key, float... otherwise) {
        if (!config.has(key)) {
            return otherwise;
        }
        if (config.raw(key).isNumber()) {
            float value = (float) config.number(key, 0);
            return new float[] {value, value, value};
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
        RgbImage image = sized(ImageDecoder.decode(encoded, limits));
        return padding.after(normalised(image), image.width(), image.height());
    }

    private RgbImage sized(RgbImage image) {
        return sizing.apply(padding.before(image));
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
        return sized(ImageDecoder.decode(encoded, DecodingLimits.DEFAULT));
    }

    @Override
    public String toString() {
        return sizing + " padding " + padding + " mean " + Arrays.toString(mean) + " std " + Arrays.toString(deviation);
    }
}

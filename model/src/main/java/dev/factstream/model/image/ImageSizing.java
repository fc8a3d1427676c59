package dev.factstream.model.image;

import dev.factstream.model.checkpoint.ConfigNode;
import java.util.Optional;

/**
 * Resizing and cropping of images.
 *
 * @param target empty for no resizing
 * @param cropWidth width of the centre crop; 0 for no cropping
 * @param cropHeight height of the centre crop
 */
record ImageSizing(Optional<TargetSize> target, Resampling resampling, int cropWidth, int cropHeight) {

    private static final int CLIP = 224;

    static ImageSizing of(ConfigNode config) {
        boolean square = config.flag("default_to_square", false);
        Optional<TargetSize> target = ImageProcessor.step(config, "do_resize", true)
                ? Optional.of(
                        config.has("size")
                                ? TargetSize.of(config, "size", square)
                                : new TargetSize(TargetSize.Kind.SHORTEST_EDGE, CLIP, CLIP))
                : Optional.empty();
        if (target.isPresent()) {
            ImageProcessor.refuseNull(config, "size");
        }
        TargetSize crop = config.has("crop_size")
                ? TargetSize.of(config, "crop_size", true)
                : new TargetSize(TargetSize.Kind.EXACT, CLIP, CLIP);
        boolean crops = ImageProcessor.step(config, "do_center_crop", true);
        if (crops) {
            ImageProcessor.refuseNull(config, "crop_size");
        }
        if (crops && crop.kind() != TargetSize.Kind.EXACT) {
            throw config.unsupported("crop_size", config.raw("crop_size"));
        }
        return new ImageSizing(target, Resampling.of(config), crops ? crop.second() : 0, crops ? crop.first() : 0);
    }

    RgbImage apply(RgbImage image) {
        RgbImage resized = target.isPresent() ? target.get().apply(image, resampling) : image;
        return cropWidth > 0 ? resized.centre(cropWidth, cropHeight) : resized;
    }

    /** Returns width and height of every result; empty if they depend on the image. */
    Optional<int[]> fixed() {
        if (cropWidth > 0) {
            return Optional.of(new int[] {cropWidth, cropHeight});
        }
        return target.filter(size -> size.kind() == TargetSize.Kind.EXACT)
                .map(size -> new int[] {size.second(), size.first()});
    }
}

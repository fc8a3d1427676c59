package dev.factstream.model.image;

import dev.factstream.model.checkpoint.ConfigNode;

/**
 * Resizing and cropping of images.
 *
 * @param shortestEdge new length of the shorter side, preserving the aspect ratio; 0 to use width and height
 * @param width new width if {@code shortestEdge} is 0; 0 for no resizing
 * @param height new height if {@code shortestEdge} is 0
 * @param cropWidth width of the centre crop; 0 for no cropping
 * @param cropHeight height of the centre crop
 */
record ImageSizing(int shortestEdge, int width, int height, Resampling resampling, int cropWidth, int cropHeight) {

    static ImageSizing of(ConfigNode config) {
        boolean resize = config.flag("do_resize", true);
        boolean crop = config.flag("do_center_crop", true);
        ConfigNode size = config.child("size");
        ConfigNode cut = config.child("crop_size");
        int edge = size.integer("shortest_edge", config.raw("size").asInt(size.has("height") ? 0 : 224));
        int square = config.raw("crop_size").asInt(224); // a bare number in old files
        return new ImageSizing(
                resize ? edge : 0,
                resize ? size.integer("width", 0) : 0,
                resize ? size.integer("height", 0) : 0,
                resampling(config),
                crop ? cut.integer("width", square) : 0,
                crop ? cut.integer("height", square) : 0);
    }

    private static Resampling resampling(ConfigNode config) {
        return switch (config.integer("resample", 3)) { // Pillow's numbers
            case 2 -> Resampling.BILINEAR;
            case 3 -> Resampling.BICUBIC;
            default -> throw config.unsupported("resample", config.raw("resample"));
        };
    }

    RgbImage apply(RgbImage image) {
        RgbImage resized = resize(image);
        return cropWidth > 0 ? resized.centre(cropWidth, cropHeight) : resized;
    }

    private RgbImage resize(RgbImage image) {
        if (shortestEdge == 0) {
            return width == 0 ? image : resampling.resize(image, width, height);
        }
        int shorter = Math.min(image.width(), image.height());
        int longer = (int) ((double) ((long) shortestEdge * Math.max(image.width(), image.height())) / shorter);
        return image.width() <= image.height()
                ? resampling.resize(image, shortestEdge, longer)
                : resampling.resize(image, longer, shortestEdge);
    }
}

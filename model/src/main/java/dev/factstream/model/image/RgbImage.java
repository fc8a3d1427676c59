package dev.factstream.model.image;

/**
 * An 8-bit RGB image.
 *
 * @param samples [height, width, 3], unsigned bytes
 */
record RgbImage(int width, int height, byte[] samples) {

    RgbImage(int width, int height) {
        this(width, height, new byte[Math.multiplyExact(width * height, 3)]);
    }

    int at(int x, int y, int channel) {
        return samples[(y * width + x) * 3 + channel] & 0xff;
    }

    /**
     * Crops the centre of the image, with black borders if the image is smaller; offsets as in transformers'
     * {@code image_transforms.center_crop}.
     */
    RgbImage centre(int cropWidth, int cropHeight) {
        RgbImage crop = new RgbImage(cropWidth, cropHeight);
        int left = offset(width, cropWidth);
        int top = offset(height, cropHeight);
        for (int y = Math.max(0, -top); y < Math.min(cropHeight, height - top); y++) {
            for (int x = Math.max(0, -left); x < Math.min(cropWidth, width - left); x++) {
                System.arraycopy(samples, ((y + top) * width + x + left) * 3, crop.samples, (y * cropWidth + x) * 3, 3);
            }
        }
        return crop;
    }

    /** Returns the start of the crop in the image; negative if the image is smaller. */
    private static int offset(int size, int crop) {
        return Math.floorDiv(size - crop, 2);
    }
}

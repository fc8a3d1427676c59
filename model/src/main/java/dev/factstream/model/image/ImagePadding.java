package dev.factstream.model.image;

import dev.factstream.model.checkpoint.ConfigNode;
import java.util.Arrays;

/**
 * The padding that {@code do_pad} means: LLaVA's processor pads the image to a square before it is resized; the others pad the
 * result with zeros on the right and below.
 *
 * @param square whether to pad to a square
 * @param colour of the square's borders, one sample per channel
 * @param width of the padded result; 0 for none
 * @param height of the padded result
 */
record ImagePadding(boolean square, byte[] colour, int width, int height) {

    /** @param mean of each channel, in the order of channels */
    static ImagePadding of(ConfigNode config, boolean llava, float[] mean) {
        if (!ImageProcessor.step(config, "do_pad", false)) {
            return new ImagePadding(false, new byte[3], 0, 0);
        }
        if (llava) {
            byte[] colour = new byte[3];
            for (int c = 0; c < 3; c++) {
                // as int(x * 255) of the decimal number in the file
                colour[c] = (byte) (int) (Double.parseDouble(Float.toString(mean[c])) * 255);
            }
            return new ImagePadding(true, colour, 0, 0);
        }
        if (!config.has("pad_size")) {
            return new ImagePadding(false, new byte[3], 0, 0); // to the largest image of a batch, and there is one
        }
        TargetSize size = TargetSize.of(config, "pad_size", true);
        if (size.kind() != TargetSize.Kind.EXACT) {
            throw config.unsupported("pad_size", config.raw("pad_size"));
        }
        return new ImagePadding(false, new byte[3], size.second(), size.first());
    }

    /** Returns the image on a square; the same image if it is not to be padded. */
    RgbImage before(RgbImage image) {
        int side = Math.max(image.width(), image.height());
        if (!square || image.width() == image.height()) {
            return image;
        }
        RgbImage padded = new RgbImage(side, side);
        for (int i = 0; i < side * side; i++) {
            System.arraycopy(colour, 0, padded.samples(), i * 3, 3);
        }
        int left = (side - image.width()) / 2;
        int top = (side - image.height()) / 2;
        for (int y = 0; y < image.height(); y++) {
            System.arraycopy(
                    image.samples(),
                    y * image.width() * 3,
                    padded.samples(),
                    ((y + top) * side + left) * 3,
                    image.width() * 3);
        }
        return padded;
    }

    /**
     * Returns pixels [3, height, width] padded with zeros.
     *
     * @throws ImageException if the image is larger than the padded size
     */
    float[] after(float[] pixels, int imageWidth, int imageHeight) {
        if (width == 0) {
            return pixels;
        }
        if (imageWidth > width || imageHeight > height) {
            throw new ImageException("the image has " + imageWidth + " x " + imageHeight
                    + " pixels after preprocessing, more than pad_size = " + width + " x " + height);
        }
        float[] padded = new float[3 * width * height];
        for (int row = 0; row < 3 * imageHeight; row++) {
            int to = row / imageHeight * width * height + row % imageHeight * width;
            System.arraycopy(pixels, row * imageWidth, padded, to, imageWidth);
        }
        return padded;
    }

    @Override
    public String toString() {
        return square ? "square " + Arrays.toString(colour) : width + " x " + height;
    }
}

package dev.factstream.model.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.ImageInputStream;

/** Decodes PNG, JPEG and the other ImageIO formats to RGB, and drops alpha as Pillow's {@code convert("RGB")} does. */
final class ImageDecoder {

    /** Protects against small files that decompress to gigabytes. */
    private static final long MOST_PIXELS = 100_000_000;

    /** Protects against narrow strips, whose short side is enlarged to the network's image size. */
    private static final int MOST_ELONGATED = 100;

    private ImageDecoder() {}

    static RgbImage decode(byte[] encoded) {
        return decode(encoded, MOST_PIXELS);
    }

    /** @param mostPixels larger images are rejected before decoding */
    static RgbImage decode(byte[] encoded, long mostPixels) {
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(encoded))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw new ImageException("not an image of a known format (" + encoded.length + " bytes)");
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in, true, true);
                rejectLarge(reader.getWidth(0), reader.getHeight(0), mostPixels);
                return rgb(reader.read(0, withoutColourManagement(reader)));
            } finally {
                reader.dispose();
            }
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new ImageException(
                    "the image cannot be decoded: " + e.getMessage(), e); // image readers throw all three types
        }
    }

    private static void rejectLarge(int width, int height, long mostPixels) {
        if ((long) width * height > mostPixels) {
            throw new ImageException("the image has more than " + mostPixels + " pixels");
        }
        if (Math.max(width, height) / Math.min(width, height) > MOST_ELONGATED) {
            throw new ImageException("the image is more than " + MOST_ELONGATED + " times longer than wide");
        }
    }

    /** Requests the stored samples: like Pillow, without the embedded colour profile that readers would apply. */
    private static ImageReadParam withoutColourManagement(ImageReader reader) throws IOException {
        ImageReadParam param = reader.getDefaultReadParam();
        for (Iterator<ImageTypeSpecifier> types = reader.getImageTypes(0); types.hasNext(); ) {
            ImageTypeSpecifier type = types.next();
            ColorSpace space = type.getColorModel().getColorSpace();
            if (space.getType() == ColorSpace.TYPE_RGB && !space.isCS_sRGB()) {
                param.setDestinationType(type);
            }
        }
        return param;
    }

    private static RgbImage rgb(BufferedImage image) {
        RgbImage rgb = new RgbImage(image.getWidth(), image.getHeight());
        Raster raster = image.getRaster();
        int space = image.getColorModel().getColorSpace().getType();
        boolean indexed = image.getColorModel() instanceof IndexColorModel;
        if (!indexed && space != ColorSpace.TYPE_RGB && space != ColorSpace.TYPE_GRAY) {
            throw new ImageException("the image is neither RGB nor greyscale");
        }
        for (int y = 0; y < rgb.height(); y++) {
            for (int x = 0; x < rgb.width(); x++) {
                for (int c = 0; c < 3; c++) {
                    rgb.samples()[(y * rgb.width() + x) * 3 + c] = indexed
                            ? image.getRGB(x, y) >> (16 - 8 * c) & 0xff
                            : sample(raster, x, y, space == ColorSpace.TYPE_GRAY ? 0 : c);
                }
            }
        }
        return rgb;
    }

    /** Returns the raw sample: {@link BufferedImage#getRGB} would convert grey values between colour spaces. */
    private static int sample(Raster raster, int x, int y, int band) {
        int bits = raster.getSampleModel().getSampleSize(band);
        int sample = raster.getSample(x, y, band);
        return bits > 8 ? sample >> (bits - 8) : sample * 255 / ((1 << bits) - 1);
    }
}

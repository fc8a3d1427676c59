package dev.factstream.model.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Decodes PNG, JPEG and GIF to RGB, and drops alpha as Pillow's {@code convert("RGB")} does. The files may come from strangers:
 * dimensions are read and bounded before memory is taken, and whatever a reader throws becomes an {@link ImageException}. The other
 * formats of ImageIO are refused, since their readers take memory for what the header of a file says.
 */
final class ImageDecoder {
    private static final Set<String> FORMATS = Set.of("png", "jpeg", "gif");

    /** Protects against narrow strips, whose short side is enlarged to the network's image size. */
    private static final int MOST_ELONGATED = 100;

    /** Protects against JPEG files of many empty scans, each of which takes the time of a whole image. Usual are ten. */
    private static final int MOST_SCANS = 100;

    private ImageDecoder() {}

    static RgbImage decode(byte[] encoded, DecodingLimits limits) {
        // in memory: ImageIO's own streams write a temporary file for each image
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(encoded))) {
            ImageReader reader = reader(in, encoded.length);
            try {
                reader.setInput(in, true, true);
                rejectLarge(reader.getWidth(0), reader.getHeight(0), limits.pixels());
                rejectManyScans(encoded);
                DecodingTimeout timeout = new DecodingTimeout(limits.time());
                reader.addIIOReadProgressListener(timeout);
                BufferedImage image = reader.read(0, withoutColourManagement(reader));
                if (timeout.expired()) {
                    throw new ImageException(
                            "the image takes longer than " + limits.time().toMillis() + " ms to decode");
                }
                return rgb(image);
            } finally {
                reader.dispose();
            }
        } catch (ImageException e) {
            throw e;
        } catch (IOException | RuntimeException e) { // readers throw many kinds of exceptions for damaged files
            String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            throw new ImageException("the image cannot be decoded: " + reason, e);
        }
    }

    private static ImageReader reader(ImageInputStream in, int bytes) throws IOException {
        for (Iterator<ImageReader> readers = ImageIO.getImageReaders(in); readers.hasNext(); ) {
            ImageReader reader = readers.next();
            if (FORMATS.contains(reader.getFormatName().toLowerCase(Locale.ROOT))) {
                return reader;
            }
            reader.dispose();
        }
        throw new ImageException("not an image of a known format: PNG, JPEG or GIF (" + bytes + " bytes)");
    }

    private static void rejectLarge(int width, int height, long mostPixels) {
        if ((long) width * height > mostPixels) {
            throw new ImageException(
                    "the image has " + width + " x " + height + " pixels, but at most " + mostPixels + " are decoded");
        }
        if (Math.max(width, height) / Math.min(width, height) > MOST_ELONGATED) {
            throw new ImageException("the image is more than " + MOST_ELONGATED + " times longer than wide");
        }
    }

    /** Counts the markers that begin the scans of a JPEG file; no compressed data contains their two bytes. */
    private static void rejectManyScans(byte[] encoded) {
        boolean jpeg = encoded.length > 2 && (encoded[0] & 0xff) == 0xff && (encoded[1] & 0xff) == 0xd8;
        int scans = 0;
        for (int i = 2; jpeg && i + 1 < encoded.length; i++) {
            if ((encoded[i] & 0xff) == 0xff && (encoded[i + 1] & 0xff) == 0xda && ++scans > MOST_SCANS) {
                throw new ImageException("the image has more than " + MOST_SCANS + " scans");
            }
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
                    rgb.samples()[(y * rgb.width() + x) * 3 + c] = (byte)
                            (indexed
                                    ? image.getRGB(x, y) >> (16 - 8 * c)
                                    : sample(raster, x, y, space == ColorSpace.TYPE_GRAY ? 0 : c));
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

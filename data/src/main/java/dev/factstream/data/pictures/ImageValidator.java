package dev.factstream.data.pictures;

import java.awt.color.ColorSpace;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Checks that a picture can be decoded, by the rules of the actors' decoder, so that no ticket fails because of it. */
public final class ImageValidator {
    private static final Set<String> FORMATS = Set.of("png", "jpeg", "gif");
    private static final String JPEG = "jpeg";
    private static final int MOST_ELONGATED = 100;

    /** The default of {@code pictures.pixels}. */
    private static final long MOST_PIXELS = 16_000_000;

    private ImageValidator() {}

    /** Returns the reason why the picture in a file cannot be used; empty if it can. */
    public static Optional<String> flaw(Path file) throws IOException {
        return Files.isRegularFile(file)
                ? flaw(file, Files.readAllBytes(file))
                : Optional.of("the image " + file + " does not exist");
    }

    /**
     * Returns the reason why a picture cannot be used; empty if it can. Decodes the whole picture, since interrupted downloads break
     * off in the middle.
     *
     * @param file names the picture in the reason
     */
    public static Optional<String> flaw(Path file, byte[] encoded) {
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(encoded))) {
            for (Iterator<ImageReader> readers = ImageIO.getImageReaders(in); readers.hasNext(); ) {
                ImageReader reader = readers.next();
                String format = reader.getFormatName().toLowerCase(Locale.ROOT);
                if (FORMATS.contains(format)) {
                    return format.equals(JPEG) && !JpegSegments.areComplete(encoded)
                            ? Optional.of("the image " + file + " is cut short; get the whole file")
                            : flaw(file, reader, in);
                }
                reader.dispose();
            }
            return Optional.of("the image " + file + " has an unknown format");
        } catch (IOException | RuntimeException e) { // readers throw many kinds of exceptions for damaged files
            return Optional.of("the image " + file + " cannot be decoded: " + e.getMessage());
        }
    }

    private static Optional<String> flaw(Path file, ImageReader reader, ImageInputStream in) throws IOException {
        try {
            reader.setInput(in, true, true);
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            if ((long) width * height > MOST_PIXELS) {
                return Optional.of("the image " + file + " has more than " + MOST_PIXELS + " pixels");
            }
            if (Math.max(width, height) / Math.min(width, height) > MOST_ELONGATED) {
                return Optional.of("the image " + file + " is more than " + MOST_ELONGATED + " times longer than wide");
            }
            ColorModel colours = reader.read(0).getColorModel();
            int space = colours.getColorSpace().getType();
            boolean seen =
                    colours instanceof IndexColorModel || space == ColorSpace.TYPE_RGB || space == ColorSpace.TYPE_GRAY;
            return seen ? Optional.empty() : Optional.of("the image " + file + " is neither RGB nor greyscale");
        } finally {
            reader.dispose();
        }
    }
}

package dev.factstream.data.imports;

import java.awt.color.ColorSpace;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** Checks that a picture can be decoded, by the rules of the actors' decoder, so that no ticket fails because of it. */
final class ImageValidator {
    private static final long MOST_PIXELS = 100_000_000;

    private ImageValidator() {}

    /**
     * Returns the reason why the picture cannot be used; empty if it can. Decodes the whole picture, since interrupted
     * downloads break off in the middle.
     */
    static Optional<String> flaw(Path file) {
        if (!Files.isRegularFile(file)) {
            return Optional.of("the image " + file + " does not exist");
        }
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            return readers.hasNext()
                    ? flaw(file, readers.next(), in)
                    : Optional.of("the image " + file + " has an unknown format");
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) { // readers throw all three
            return Optional.of("the image " + file + " cannot be decoded: " + e.getMessage());
        }
    }

    private static Optional<String> flaw(Path file, ImageReader reader, ImageInputStream in) throws IOException {
        try {
            reader.setInput(in, true, true);
            if ((long) reader.getWidth(0) * reader.getHeight(0) > MOST_PIXELS) {
                return Optional.of("the image " + file + " has more than " + MOST_PIXELS + " pixels");
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

package dev.factstream.model.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;

class HostilePicturesTest {

    @Test
    void aSmallFileOfManyPixelsIsRefusedFromItsHeader() throws IOException {
        byte[] bomb = encoded(new BufferedImage(9_999, 9_999, BufferedImage.TYPE_BYTE_BINARY), "png");
        byte[] headerOnly = Arrays.copyOf(bomb, 33); // signature and header: nothing behind it is looked at

        for (byte[] file : List.of(bomb, headerOnly)) {
            assertThatThrownBy(() -> ImageDecoder.decode(file, DecodingLimits.DEFAULT))
                    .isInstanceOf(ImageException.class)
                    .hasMessage("the image has 9999 x 9999 pixels, but at most 16000000 are decoded");
        }
    }

    @Test
    void aPictureThatTakesTooLongIsAborted() throws IOException {
        byte[] slow = encoded(new BufferedImage(3_000, 3_000, BufferedImage.TYPE_INT_RGB), "png");

        assertThatThrownBy(() -> ImageDecoder.decode(slow, new DecodingLimits(10_000_000, Duration.ZERO)))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("takes longer than 0 ms");
    }

    @Test
    void aJpegOfThousandsOfScansIsRefused() throws IOException {
        byte[] progressive = progressiveJpeg();
        assertThat(ImageDecoder.decode(progressive, DecodingLimits.DEFAULT).width())
                .isEqualTo(64);
        byte[] scan = lastScan(progressive);
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        bomb.write(progressive, 0, progressive.length - 2);
        for (int i = 0; i < 5_000; i++) {
            bomb.write(scan);
        }
        bomb.write(progressive, progressive.length - 2, 2);

        assertThatThrownBy(() -> ImageDecoder.decode(bomb.toByteArray(), DecodingLimits.DEFAULT))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("more than 100 scans");
    }

    @Test
    void formatsWhoseReadersTrustTheHeaderAreNotDecoded() throws IOException {
        for (String format : List.of("bmp", "tiff", "wbmp")) {
            byte[] file = encoded(
                    new BufferedImage(
                            8, 8, format.equals("wbmp") ? BufferedImage.TYPE_BYTE_BINARY : BufferedImage.TYPE_INT_RGB),
                    format);
            assertThatThrownBy(() -> ImageDecoder.decode(file, DecodingLimits.DEFAULT))
                    .isInstanceOf(ImageException.class)
                    .hasMessageContaining("PNG, JPEG or GIF");
        }
    }

    /** A property with fixed seeds: any damage gives an image or an {@link ImageException}. */
    @Test
    void anyDamageToAFileIsDecodedOrRefused() throws IOException {
        Random random = new Random(21);
        int refused = 0;
        List<byte[]> files = List.of(
                encoded(noise(random), "png"),
                encoded(noise(random), "jpeg"),
                encoded(noise(random), "gif"),
                progressiveJpeg());
        for (int i = 0; i < 4_000; i++) {
            byte[] damaged = files.get(i % files.size()).clone();
            for (int hits = random.nextInt(4); hits >= 0; hits--) {
                int range = random.nextBoolean() ? Math.min(64, damaged.length) : damaged.length;
                damaged[random.nextInt(range)] = (byte) random.nextInt(256);
            }
            try {
                assertThat(ImageDecoder.decode(damaged, DecodingLimits.DEFAULT)).isNotNull();
            } catch (ImageException e) {
                refused++;
            }
        }
        assertThat(refused).isBetween(500, 3_999);
    }

    private static BufferedImage noise(Random random) {
        BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 64 * 64; i++) {
            image.setRGB(i % 64, i / 64, random.nextInt());
        }
        return image;
    }

    private static byte[] encoded(BufferedImage image, String format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(ImageIO.write(image, format, out)).as(format).isTrue();
        return out.toByteArray();
    }

    private static byte[] progressiveJpeg() throws IOException {
        Iterator<ImageWriter> writers = ImageIO.getImageWritersByFormatName("jpeg");
        ImageWriter writer = writers.next();
        ImageWriteParam param = writer.getDefaultWriteParam();
        param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
            writer.setOutput(stream);
            writer.write(null, new IIOImage(noise(new Random(3)), null, null), param);
        } finally {
            writer.dispose();
        }
        assertThat(ImageIO.read(new ByteArrayInputStream(out.toByteArray()))).isNotNull();
        return out.toByteArray();
    }

    /** Returns the last scan of a JPEG file, from its marker to the end marker. */
    private static byte[] lastScan(byte[] jpeg) {
        for (int i = jpeg.length - 2; i > 0; i--) {
            if ((jpeg[i] & 0xff) == 0xff && (jpeg[i + 1] & 0xff) == 0xda) {
                return Arrays.copyOfRange(jpeg, i, jpeg.length - 2);
            }
        }
        throw new AssertionError("no scan");
    }
}

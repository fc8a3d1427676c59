package dev.factstream.model.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factstream.model.TestResources;
import dev.factstream.model.checkpoint.Safetensors;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ImageProcessorTest {

    private static final Path IMAGES = TestResources.folder("images");

    static Stream<String> names() {
        return Safetensors.read(IMAGES.resolve("expected.safetensors")).keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyPixelIsWithinOneGreyLevelOfTransformers(String name) throws IOException {
        long[] expected = Safetensors.read(IMAGES.resolve("expected.safetensors"))
                .get(name)
                .longs();
        byte[] file = Files.readAllBytes(IMAGES.resolve(name + ".png"));

        RgbImage image = ImageProcessor.load(IMAGES.resolve(name)).bytes(file);

        int plane = image.width() * image.height();
        assertThat(3 * plane).isEqualTo(expected.length);
        for (int i = 0; i < expected.length; i++) {
            int ours = image.samples()[i % plane * 3 + i / plane] & 0xff;
            assertThat(Math.abs(ours - expected[i]))
                    .as("sample %d of %s", i, name)
                    .isLessThanOrEqualTo(1);
        }
    }

    @Test
    void pixelsAreNormalisedPlaneByPlane() throws IOException {
        float[] pixels = ImageProcessor.load(IMAGES.resolve("exact")).pixels(png(new BufferedImage(32, 32, 5)));

        assertThat(pixels).hasSize(3 * 32 * 32);
        assertThat(pixels[0]).isEqualTo(-0.48145466f / 0.26862954f);
        assertThat(pixels[pixels.length - 1]).isEqualTo(-0.40821073f / 0.27577711f);
    }

    @Test
    void aCorruptFileGivesOneClearError() throws IOException {
        ImageProcessor processor = ImageProcessor.load(IMAGES.resolve("exact"));
        byte[] whole = Files.readAllBytes(IMAGES.resolve("wide.png"));

        assertThatThrownBy(() -> processor.pixels("not an image".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("not an image of a known format");
        assertThatThrownBy(() -> processor.pixels(Arrays.copyOf(whole, 60)))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("cannot be decoded");
        assertThatThrownBy(() -> processor.pixels(new byte[0])).isInstanceOf(ImageException.class);
    }

    private static byte[] png(BufferedImage image) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }
}

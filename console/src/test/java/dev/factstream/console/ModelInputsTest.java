package dev.factstream.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.factstream.model.checkpoint.Safetensors;
import dev.factstream.model.checkpoint.TensorData;
import dev.factstream.runtime.failure.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compares the commands that show a model's inputs with what transformers computed: see {@code make_oracle.py}. */
class ModelInputsTest {
    private static final Path BIASED_LLAVA = Path.of("../model/src/test/resources/oracles/biased-llava");
    private static final Path PLAIN_LLAMA = Path.of("../model/src/test/resources/oracles/plain-llama");
    private static final Path TINY_LLAVA =
            Path.of("../../shared/oracles/tiny-llava").toAbsolutePath().normalize();

    @TempDir
    private Path dir;

    @Test
    void theTokensOfAQuestionAreThoseOfTransformers() {
        assertTokens(BIASED_LLAVA, 0, "What is it?");
        assertTokens(BIASED_LLAVA, 1, "One?");
    }

    @Test
    void theTokensOfAQuestionAreThoseOfTheSharedOracle() {
        assumeTrue(Files.isDirectory(TINY_LLAVA), "needs the folder " + TINY_LLAVA);
        assertTokens(TINY_LLAVA, 0, "What is in the picture?");
        assertTokens(TINY_LLAVA, 1, "Is there a dog, or a cat, on the table?");
    }

    @Test
    void anImageIsOneTokenForEachFeatureAndALineBreakStaysOnTheLine() {
        Console console = Console.run(
                "model",
                "tokens",
                "--model",
                BIASED_LLAVA.toString(),
                "--question",
                "a\\b\nWhat is it?",
                "--image",
                BIASED_LLAVA.resolve("image0.png").toString());

        assertThat(console.exitCode()).as(console.err()).isZero();
        List<String> lines = console.out().lines().toList();
        assertThat(lines).hasSize(2);
        assertThat(Arrays.stream(lines.get(0).split(" ")).filter("3"::equals)).hasSize(10);
        assertThat(lines.get(1)).isEqualTo("<s>USER: " + "<image>".repeat(10) + "\\na\\\\b\\nWhat is it? ASSISTANT:");
    }

    @ParameterizedTest
    @CsvSource({"image0.png,0", "image1.png,1"})
    void thePixelsOfAnImageAreThoseOfTransformers(String image, int index) {
        assertPixels(BIASED_LLAVA, image, index);
    }

    @ParameterizedTest
    @CsvSource({"image0.png,0", "image1.png,1"})
    void thePixelsOfAnImageAreThoseOfTheSharedOracle(String image, int index) {
        assumeTrue(Files.isDirectory(TINY_LLAVA), "needs the folder " + TINY_LLAVA);
        assertPixels(TINY_LLAVA, image, index);
    }

    @Test
    void aFileThatIsNoImageIsBadData() throws IOException {
        Path text = Files.writeString(dir.resolve("note.png"), "no image");

        Console console = pixels(BIASED_LLAVA, text);

        assertThat(console.exitCode()).isEqualTo(ExitCode.BAD_DATA);
        assertThat(console.err()).contains("note.png: not an image").hasLineCount(1);
        assertThat(dir.resolve("out.safetensors")).doesNotExist();
    }

    @Test
    void aMissingImageOrModelIsNamed() {
        Console image = pixels(BIASED_LLAVA, dir.resolve("none.png"));
        Console model = pixels(dir.resolve("none"), BIASED_LLAVA.resolve("image0.png"));

        assertThat(List.of(image, model)).allMatch(console -> console.exitCode() == ExitCode.NO_INPUT);
        assertThat(image.err()).contains("none.png").hasLineCount(1);
        assertThat(model.err())
                .contains("there is no folder " + dir.resolve("none"))
                .hasLineCount(1);
    }

    @Test
    void aTextOnlyModelRefusesImages() {
        Console console = pixels(PLAIN_LLAMA, BIASED_LLAVA.resolve("image0.png"));

        assertThat(console.exitCode()).isEqualTo(ExitCode.BAD_DATA);
        assertThat(console.err()).contains("text-only").hasLineCount(1);
    }

    @Test
    void aQuestionWithASpecialTokenIsRefused() {
        Console console = Console.run("model", "tokens", "--model", BIASED_LLAVA.toString(), "--question", "<image>");

        assertThat(console.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(console.err()).contains("special token").hasLineCount(1);
    }

    /** The oracle's prompts have their image before the first word and no line break, unlike LLaVA's template. */
    private static void assertTokens(Path model, int row, String question) {
        Console console = Console.run("model", "tokens", "--model", model.toString(), "--question", question);

        assertThat(console.exitCode()).as(console.err()).isZero();
        assertThat(console.out().lines())
                .containsExactly(withoutImage(model, row), "<s>USER: " + question + " ASSISTANT:");
    }

    private static String withoutImage(Path model, int row) {
        TensorData ids = Safetensors.read(model.resolve("expected.safetensors")).get("input_ids");
        int width = (int) ids.shape()[1];
        return Arrays.stream(ids.longs(), row * width, (row + 1) * width)
                .filter(id -> id != 0 && id != 3) // padding and the image token
                .mapToObj(Long::toString)
                .collect(Collectors.joining(" "));
    }

    private void assertPixels(Path model, String image, int index) {
        Console console = pixels(model, model.resolve(image));

        assertThat(console.exitCode()).as(console.err()).isZero();
        assertThat(console.out()).isEmpty();
        TensorData expected =
                Safetensors.read(model.resolve("expected.safetensors")).get("pixel_values");
        TensorData written = Safetensors.read(dir.resolve("out.safetensors")).get("pixel_values");
        long[] shape = expected.shape().clone();
        shape[0] = 1;
        assertThat(written.shape()).isEqualTo(shape);
        float[] all = expected.floats();
        float[] pixels = written.floats();
        assertThat(IntStream.range(0, pixels.length)
                        .mapToDouble(i -> Math.abs(pixels[i] - all[index * pixels.length + i]))
                        .max()
                        .orElseThrow())
                .isCloseTo(0, within(1e-6));
    }

    private Console pixels(Path model, Path image) {
        return Console.run(
                "model",
                "pixels",
                "--model",
                model.toString(),
                "--image",
                image.toString(),
                "--out",
                dir.resolve("out.safetensors").toString());
    }
}

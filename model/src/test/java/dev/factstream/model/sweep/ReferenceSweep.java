package dev.factstream.model.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.factstream.model.checkpoint.ModelFormatException;
import dev.factstream.model.checkpoint.Safetensors;
import dev.factstream.model.checkpoint.TensorData;
import dev.factstream.model.image.ImageException;
import dev.factstream.model.image.ImageProcessor;
import dev.factstream.model.network.TokenBatch;
import dev.factstream.model.network.TunedModel;
import dev.factstream.model.network.VisionLanguageModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Compares random configurations with peft and transformers: each gives their values or is refused, and none is silently different.
 * Not part of the build, as its references are not committed: {@code make_sweep.py} says how to run it.
 */
class ReferenceSweep {

    private static final double TOLERANCE = 1e-4;

    @Test
    void everyAdapterGivesTheLogitsOfPeftOrIsRefused() throws IOException {
        Path sweep = folder("adapters");
        SweepReport report = new SweepReport();
        Map<String, VisionLanguageModel> bases = new HashMap<>();
        for (Path folder : folders(sweep)) {
            String name = Files.readString(folder.resolve("base"));
            Path base = sweep.resolveSibling("bases").resolve(name);
            VisionLanguageModel model =
                    bases.computeIfAbsent(name, key -> VisionLanguageModel.load(base, Device.cpu()));
            float[] expected = Safetensors.read(folder.resolve("expected.safetensors"))
                    .get("logits")
                    .floats();
            try (TunedModel tuned = TunedModel.of(model, Optional.of(folder))) {
                report.compared(folder, error(expected, lastLogits(tuned.model(), tuned, base)), TOLERANCE);
            } catch (ModelFormatException e) {
                report.refused(folder, e);
            }
        }
        bases.values().forEach(VisionLanguageModel::close);
        System.out.println(report);
        assertThat(report.different()).isEmpty();
    }

    /** Returns the logits after the first row and picture of the base's expected values. */
    private static float[] lastLogits(VisionLanguageModel model, TunedModel tuned, Path base) {
        Map<String, TensorData> oracle = Safetensors.read(base.resolve("expected.safetensors"));
        long[] ids = oracle.get("input_ids").longs();
        long[] mask = oracle.get("attention_mask").longs();
        int[] row = IntStream.range(0, (int) oracle.get("input_ids").shape()[1])
                .filter(t -> mask[t] != 0)
                .map(t -> (int) ids[t])
                .toArray();
        Optional<float[]> pixels = Optional.ofNullable(oracle.get("pixel_values"))
                .map(all -> Arrays.copyOf(all.floats(), all.size() / (int) all.shape()[0]));
        try (NDManager scope = model.newScope()) {
            NDArray hidden = model.hiddenStates(
                    scope,
                    new TokenBatch(List.of(TokenBatch.Row.of(row, pixels))),
                    tuned.adapter().orElse(null),
                    false);
            float[] all = model.logits(scope, hidden, false).toFloatArray();
            int vocabulary = all.length / row.length;
            return Arrays.copyOfRange(all, all.length - vocabulary, all.length);
        }
    }

    @Test
    void everyVariantOfTheFilesBesideTheWeightsGivesTheValuesOfTransformersOrIsRefused() throws IOException {
        SweepReport report = new SweepReport();
        for (Path folder : folders(folder("companions"))) {
            Map<String, TensorData> expected = Safetensors.read(folder.resolve("expected.safetensors"));
            try (VisionLanguageModel model = VisionLanguageModel.load(folder, Device.cpu());
                    TunedModel tuned = TunedModel.of(model, Optional.empty())) {
                int[] ids = model.promptEncoder()
                        .encode("Describe.", Optional.empty())
                        .ids();
                boolean same = Arrays.equals(
                                Arrays.stream(ids).asLongStream().toArray(),
                                expected.get("ids").longs())
                        && model.tokenizer().eos().orElse(-1)
                                == expected.get("eos").longs()[0];
                double error = error(expected.get("logits").floats(), lastLogits(model, tuned, folder));
                report.compared(folder, same ? error : Double.POSITIVE_INFINITY, TOLERANCE);
            } catch (ModelFormatException e) {
                report.refused(folder, e);
            }
        }
        System.out.println(report);
        assertThat(report.different()).isEmpty();
    }

    @Test
    void everyImageProcessorGivesThePixelsOfTransformersOrIsRefused() throws IOException {
        Path sweep = folder("images");
        SweepReport report = new SweepReport();
        for (Path folder : folders(sweep)) {
            try {
                ImageProcessor processor = ImageProcessor.load(folder);
                Map<String, TensorData> expected = Safetensors.read(folder.resolve("expected.safetensors"));
                double grey = Double.parseDouble(Files.readString(folder.resolve("grey-level")));
                double worst = 0;
                for (Map.Entry<String, TensorData> entry : expected.entrySet()) {
                    Path picture = sweep.resolveSibling("pictures")
                            .resolve(entry.getKey().substring(0, 2) + ".png");
                    worst = Math.max(worst, pixelError(processor, picture, entry.getValue(), grey));
                }
                report.compared(folder, worst, 0);
            } catch (ModelFormatException e) {
                report.refused(folder, e);
            }
        }
        System.out.println(report);
        assertThat(report.different()).isEmpty();
    }

    /** Returns the largest error above one grey level; 0 for a picture that is refused. */
    private static double pixelError(ImageProcessor processor, Path picture, TensorData expected, double grey)
            throws IOException {
        float[] pixels;
        try {
            pixels = processor.pixels(Files.readAllBytes(picture));
        } catch (ImageException e) {
            return 0;
        }
        double error = error(expected.floats(), pixels);
        return error <= 1.01 * grey ? 0 : error;
    }

    static double error(float[] expected, float[] actual) {
        if (expected.length != actual.length) {
            return Double.POSITIVE_INFINITY;
        }
        return IntStream.range(0, expected.length)
                .mapToDouble(i -> Math.abs(expected[i] - actual[i]))
                .reduce(0, (a, b) -> Double.isNaN(b) ? Double.POSITIVE_INFINITY : Math.max(a, b));
    }

    static Path folder(String kind) {
        Path folder = Path.of(System.getProperty("sweep", "target/sweep")).resolve(kind);
        assumeTrue(Files.isDirectory(folder), () -> "needs the folder " + folder);
        return folder;
    }

    static List<Path> folders(Path folder) throws IOException {
        try (Stream<Path> folders = Files.list(folder)) {
            return folders.filter(Files::isDirectory).sorted().toList();
        }
    }
}

package dev.factstream.model.lora;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.factstream.model.ReferenceModel;
import dev.factstream.model.TestResources;
import dev.factstream.model.checkpoint.ModelFormatException;
import dev.factstream.model.checkpoint.Safetensors;
import dev.factstream.model.checkpoint.TensorData;
import dev.factstream.model.network.TokenBatch;
import dev.factstream.model.network.TunedModel;
import dev.factstream.model.network.VisionLanguageModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares adapters with the logits that peft computes: see make_adapter_references.py. */
class PeftAdapterTest {

    private static final Path ADAPTERS = TestResources.folder("adapters");

    private final VisionLanguageModel base = ReferenceModel.get();

    static Stream<String> kinds() throws IOException {
        try (Stream<Path> folders = Files.list(ADAPTERS)) {
            return folders.map(folder -> folder.getFileName().toString()).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void anAdapterGivesTheLogitsOfPeft(String kind) {
        float[] expected = Safetensors.read(ADAPTERS.resolve(kind).resolve("expected.safetensors"))
                .get("logits")
                .floats();

        try (TunedModel tuned = TunedModel.of(base, Optional.of(ADAPTERS.resolve(kind)))) {
            float[] logits = logits(tuned);

            double error = IntStream.range(0, expected.length)
                    .mapToDouble(i -> Math.abs(expected[i] - logits[i]))
                    .max()
                    .orElseThrow();
            assertThat(error).isCloseTo(0, within(1e-4));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "pissa, init_lora_weights",
        "olora, init_lora_weights",
        "patterns, a rank or alpha of language_model",
        "suffixes, an adapter of vision_tower",
        "all-linear, an adapter of ",
        "dora, use_dora",
        "saved-head, lm_head.weight",
        "head, an adapter of lm_head",
        "lora-bias, ",
    })
    void whatCannotBeTrainedIsRefusedForTrainingByName(String kind, String reason) {
        try (NDManager scope = base.newScope()) {
            assertThatThrownBy(() -> PeftFolder.read(ADAPTERS.resolve(kind), base.config(), scope))
                    .isInstanceOf(ModelFormatException.class)
                    .hasMessageContaining(reason == null ? "" : reason)
                    .hasMessageContaining("is not supported for training");
        }
    }

    private float[] logits(TunedModel tuned) {
        Map<String, TensorData> oracle = Safetensors.read(TestResources.BIASED_LLAVA.resolve("expected.safetensors"));
        int width = (int) oracle.get("input_ids").shape()[1];
        long[] mask = oracle.get("attention_mask").longs();
        long[] ids = oracle.get("input_ids").longs();
        int[] row = IntStream.range(0, width)
                .filter(t -> mask[t] != 0)
                .map(t -> (int) ids[t])
                .toArray();
        float[] pixels = oracle.get("pixel_values").floats();
        TokenBatch batch =
                new TokenBatch(List.of(TokenBatch.Row.of(row, Optional.of(Arrays.copyOf(pixels, pixels.length / 2)))));
        try (NDManager scope = base.newScope()) {
            NDArray hidden =
                    tuned.model().hiddenStates(scope, batch, tuned.adapter().orElse(null), false);
            float[] all = tuned.model().logits(scope, hidden, false).toFloatArray();
            int vocabulary = base.config().text().vocabSize();
            return Arrays.copyOfRange(all, (row.length - 1) * vocabulary, row.length * vocabulary);
        }
    }
}

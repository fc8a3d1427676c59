package dev.factstream.model.lora;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.factstream.model.ReferenceModel;
import dev.factstream.model.checkpoint.TextConfig;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoraAdapterTest {

    private final TextConfig text = ReferenceModel.get().config().text();
    private final NDManager scope = ReferenceModel.get().newScope();
    private final LoraSettings settings = LoraSettings.of(4, 8, List.of("v_proj", "q_proj", "down_proj"));

    @AfterEach
    void close() {
        scope.close();
    }

    @Test
    void aNewAdapterIsUniformInAAndZeroInB() {
        LoraAdapter adapter = LoraAdapter.initial(scope, text, settings, 3);

        assertThat(adapter.tensors()).hasSize(text.layers() * 3 * 2);
        adapter.pairs().forEach((module, pair) -> {
            float bound = (float) (1 / Math.sqrt(pair.a().getShape().get(1)));
            assertThat(pair.b().toFloatArray()).containsOnly(0);
            assertThat(pair.a().max().getFloat()).isBetween(0.8f * bound, bound);
            assertThat(pair.a().min().getFloat()).isBetween(-bound, -0.8f * bound);
        });
    }

    @Test
    void theHashIsThatOfTheCurrentContent() {
        LoraAdapter adapter = LoraAdapter.initial(scope, text, settings, 3);
        LoraAdapter same = LoraAdapter.initial(scope, text, settings, 3);
        LoraAdapter copy = adapter.copy(scope);

        assertThat(adapter.hash())
                .matches("[0-9a-f]{64}")
                .isEqualTo(same.hash())
                .isEqualTo(copy.hash());
        assertThat(LoraAdapter.initial(scope, text, settings, 4).hash()).isNotEqualTo(adapter.hash());

        NDArray first = adapter.tensors().values().iterator().next();
        first.addi(1e-6f);

        assertThat(adapter.hash()).isNotEqualTo(copy.hash());
    }

    @Test
    void settingsWithoutRankOrTargetsAreRefused() {
        assertThatThrownBy(() -> LoraSettings.of(0, 1, List.of("q_proj"))).hasMessageContaining("rank >= 1");
        assertThatThrownBy(() -> LoraSettings.of(2, 1, List.of("fc1"))).hasMessageContaining("q_proj");
    }
}

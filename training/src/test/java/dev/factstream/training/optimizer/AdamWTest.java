package dev.factstream.training.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.factstream.model.engine.Gradients;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AdamWTest {

    private static final AdamWOptions OPTIONS = new AdamWOptions(0.9, 0.999, 1e-8, 0.1, 1.0);

    private static final double[] MATRIX = {0.67400444, -1.64359081, 2.61373091, 0.19168234};
    private static final double[] BIAS = {0.20319118, -0.70054948};

    private final NDManager manager = NDManager.newBaseManager("PyTorch");

    @AfterEach
    void free() {
        manager.close();
    }

    /** Values of torch.optim.AdamW(lr=0.1, weight_decay=0.1 on the matrix) after clip_grad_norm_(1.0), three steps. */
    @Test
    void followsTorchThroughThreeClippedSteps() {
        Map<String, NDArray> weights = weights();
        try (AdamW adam = new AdamW(weights, OPTIONS, manager)) {
            for (int i = 0; i < 3; i++) {
                backward(weights);
                adam.step(0.1);
            }
            assertThat(adam.steps()).isEqualTo(3);
        }
        assertValues(weights.get("matrix"), MATRIX);
        assertValues(weights.get("bias"), BIAS);
    }

    @Test
    void twoOptimisersThatClipJointlyFollowOneOfTorch() {
        Map<String, NDArray> weights = weights();
        try (AdamW matrix = new AdamW(Map.of("matrix", weights.get("matrix")), OPTIONS, manager);
                AdamW bias = new AdamW(Map.of("bias", weights.get("bias")), OPTIONS, manager)) {
            for (int i = 0; i < 3; i++) {
                backward(weights);
                double ofMatrix = matrix.gradientNorm();
                double ofBias = bias.gradientNorm();
                assertThat(matrix.step(0.1, ofBias)).isEqualTo(ofMatrix);
                assertThat(bias.step(0.1, ofMatrix)).isEqualTo(ofBias);
            }
        }
        assertValues(weights.get("matrix"), MATRIX);
        assertValues(weights.get("bias"), BIAS);
    }

    @Test
    void reportsTheNormBeforeClipping() {
        Map<String, NDArray> weights = weights();
        try (AdamW adam = new AdamW(weights, OPTIONS, manager)) {
            backward(weights);
            // gradients 2w: (2, -4, 6, 1) and (1, -2)
            assertThat(adam.step(0.1)).isCloseTo(Math.sqrt(4 + 16 + 36 + 1 + 1 + 4), within(1e-6));
        }
    }

    @Test
    void refusesAStepWithoutAFiniteGradientAndChangesNothing() {
        Map<String, NDArray> weights = weights();
        try (AdamW adam = new AdamW(weights, OPTIONS, manager)) {
            try (Gradients gradients = Gradients.record()) {
                gradients.backward(weights.get("matrix").sub(1).sqrt().sum());
            }
            assertThatThrownBy(() -> adam.step(0.1)).isInstanceOf(NonFiniteException.class);
            assertThat(adam.steps()).isZero();
        }
        assertThat(weights.get("matrix").toFloatArray()).containsExactly(1, -2, 3, .5f);
    }

    @Test
    void aRestoredOptimiserContinuesBitForBit() {
        Map<String, NDArray> through = weights();
        Map<String, NDArray> resumed = weights();
        try (AdamW whole = new AdamW(through, OPTIONS, manager);
                AdamW before = new AdamW(resumed, OPTIONS, manager);
                AdamW after = new AdamW(resumed, OPTIONS, manager)) {
            backward(through);
            whole.step(0.1);
            backward(through);
            whole.step(0.1);
            backward(resumed);
            before.step(0.1);
            before.moments()
                    .forEach((name, moment) -> moment.copyTo(after.moments().get(name)));
            after.resumeAt(before.steps());
            backward(resumed);
            after.step(0.1);
        }
        assertThat(resumed.get("matrix").toFloatArray())
                .containsExactly(through.get("matrix").toFloatArray());
    }

    private Map<String, NDArray> weights() {
        Map<String, NDArray> weights = new LinkedHashMap<>();
        weights.put("matrix", manager.create(new float[] {1, -2, 3, .5f}, new Shape(2, 2)));
        weights.put("bias", manager.create(new float[] {.5f, -1}));
        weights.values().forEach(w -> w.setRequiresGradient(true));
        return weights;
    }

    private static void backward(Map<String, NDArray> weights) {
        try (Gradients gradients = Gradients.record()) {
            NDArray loss = weights.get("matrix")
                    .square()
                    .sum()
                    .add(weights.get("bias").square().sum());
            gradients.backward(loss);
        }
    }

    private static void assertValues(NDArray array, double[] expected) {
        float[] actual = array.toFloatArray();
        for (int i = 0; i < actual.length; i++) {
            assertThat((double) actual[i]).isCloseTo(expected[i], within(1e-6));
        }
    }
}

package dev.factstream.model.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import org.junit.jupiter.api.Test;

class GradientsTest {

    private final NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");

    @Test
    void gradientsAccumulateUntilTheyAreZeroed() {
        NDArray x = manager.create(3f);
        x.setRequiresGradient(true);
        Gradients.zero(List.of(x)); // no gradient yet
        try (Gradients gradients = Gradients.record()) {
            gradients.backward(x.mul(x));
            gradients.backward(x.mul(x));
        }
        assertThat(Gradients.of(manager, x).getFloat()).isEqualTo(12);

        Gradients.zero(List.of(x));

        assertThat(Gradients.of(manager, x).getFloat()).isZero();
    }

    @Test
    void anArrayThatTheLossDoesNotUseHasAGradientOfZeros() {
        NDArray used = manager.create(1f);
        NDArray unused = manager.create(new float[] {1, 2});
        used.setRequiresGradient(true);
        unused.setRequiresGradient(true);
        try (Gradients gradients = Gradients.record()) {
            gradients.backward(used.mul(2));
        }
        assertThat(Gradients.of(manager, unused).toFloatArray()).containsExactly(0, 0);
    }

    @Test
    void weightsAreUpdatedInPlaceWhilePaused() {
        NDArray weight = manager.create(1f);
        weight.setRequiresGradient(true);
        try (Gradients recording = Gradients.record()) {
            recording.backward(weight.mul(5));
            try (Gradients paused = Gradients.pause()) {
                weight.subi(Gradients.of(manager, weight).mul(0.1f));
            }
            recording.backward(weight.mul(weight)); // recording again: 5 + 2 · 0.5
        }
        assertThat(weight.getFloat()).isEqualTo(0.5f);
        assertThat(Gradients.of(manager, weight).getFloat()).isEqualTo(6);
    }

    @Test
    void backwardAcceptsAnUpstreamGradient() {
        NDArray x = manager.create(new float[] {1, 2});
        x.setRequiresGradient(true);
        try (Gradients gradients = Gradients.record()) {
            gradients.backward(x.mul(3), manager.create(new float[] {10, 100}));
        }
        assertThat(Gradients.of(manager, x).toFloatArray()).containsExactly(30, 300);
    }
}

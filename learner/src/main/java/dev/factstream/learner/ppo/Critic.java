package dev.factstream.learner.ppo;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.factstream.model.lora.LoraAdapter;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The value network: an adapter of its own on a frozen base and a linear head that begins at zero. The value before
 * token t reads the hidden state of the position before it, so it never sees the token that it judges. It owns its
 * arrays; close it.
 */
final class Critic implements AutoCloseable {

    private final NDManager manager;
    private final LoraAdapter adapter;
    private final NDArray weight;
    private final NDArray bias;

    /** A critic around {@code adapter}, which it owns from now on, with a zero head of {@code hidden} inputs. */
    Critic(NDManager parent, LoraAdapter adapter, int hidden) {
        manager = parent.newSubManager();
        this.adapter = adapter;
        weight = manager.zeros(new Shape(hidden));
        bias = manager.zeros(new Shape(1));
        tensors().values().forEach(tensor -> tensor.setRequiresGradient(true));
    }

    LoraAdapter adapter() {
        return adapter;
    }

    NDArray weight() {
        return weight;
    }

    NDArray bias() {
        return bias;
    }

    /** Makes a critic whose head is still zero say {@code value} everywhere. */
    void startAt(double value) {
        bias.set(FloatBuffer.wrap(new float[] {(float) value}));
    }

    /** The head alone, by name. */
    Map<String, NDArray> head() {
        Map<String, NDArray> head = new LinkedHashMap<>();
        head.put("value_head.weight", weight);
        head.put("value_head.bias", bias);
        return head;
    }

    /** All that is learned, by name. */
    Map<String, NDArray> tensors() {
        Map<String, NDArray> tensors = new LinkedHashMap<>(adapter.tensors());
        tensors.putAll(head());
        return tensors;
    }

    @Override
    public void close() {
        adapter.close();
        manager.close();
    }
}

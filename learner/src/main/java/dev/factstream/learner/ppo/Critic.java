package dev.factstream.learner.ppo;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.factstream.model.lora.LoraAdapter;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The value network: a separate adapter on a frozen base and a linear head that is initialised to zero. The value before
 * token t is computed from the hidden state of the previous position, so it never depends on token t. Owns its arrays;
 * close it.
 */
final class Critic implements AutoCloseable {

    private final NDManager manager;
    private final LoraAdapter adapter;
    private final NDArray weight;
    private final NDArray bias;

    /** Takes ownership of {@code adapter} and adds a zero head of {@code hidden} inputs. */
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

    /** Sets the bias of the head. A critic whose head is otherwise zero then predicts {@code value} everywhere. */
    void setBias(double value) {
        bias.set(FloatBuffer.wrap(new float[] {(float) value}));
    }

    /** The arrays of the head, by name. */
    Map<String, NDArray> head() {
        Map<String, NDArray> head = new LinkedHashMap<>();
        head.put("value_head.weight", weight);
        head.put("value_head.bias", bias);
        return head;
    }

    /** All trainable arrays, by name. */
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

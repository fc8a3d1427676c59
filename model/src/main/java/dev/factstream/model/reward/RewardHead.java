package dev.factstream.model.reward;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.factstream.model.checkpoint.ModelFormatException;
import dev.factstream.model.checkpoint.Safetensors;
import dev.factstream.model.checkpoint.TensorData;
import dev.factstream.model.checkpoint.TensorHash;
import dev.factstream.model.engine.ScriptArgument;
import dev.factstream.model.engine.ScriptModule;
import dev.factstream.model.engine.ScriptSource;
import dev.factstream.model.network.TokenBatch;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A linear map from the hidden state of a sequence's last token to its reward, in fp32; its file contains the state of a
 * {@code torch.nn.Linear(hidden, 1)}. Owns its arrays and must be closed. Reading is thread-safe, updating is not.
 */
public final class RewardHead implements AutoCloseable {

    private static final String WEIGHT = "weight";
    private static final String BIAS = "bias";

    private final NDManager manager;
    private final NDArray weight;
    private final NDArray bias;
    private final ScriptModule script;

    /**
     * @param parent determines the device and the maximum lifetime
     * @param weights one weight per hidden feature
     */
    public RewardHead(NDManager parent, float[] weights, float bias) {
        manager = parent.newSubManager();
        weight = manager.create(weights, new Shape(1, weights.length));
        this.bias = manager.create(new float[] {bias});
        script = ScriptModule.compile(ScriptSource.resource(RewardHead.class, "reward.ts.py"), manager.getDevice());
    }

    /**
     * Reads the head from a file.
     *
     * @param hidden hidden size of its model
     * @throws ModelFormatException if the file is missing or contains other tensors
     */
    public static RewardHead read(Path file, int hidden, NDManager parent) {
        Map<String, TensorData> tensors = Safetensors.read(file);
        check(file, tensors, WEIGHT, 1, hidden);
        check(file, tensors, BIAS, 1);
        return new RewardHead(
                parent, tensors.get(WEIGHT).floats(), tensors.get(BIAS).floats()[0]);
    }

    private static void check(Path file, Map<String, TensorData> tensors, String name, long... shape) {
        TensorData tensor = tensors.get(name);
        if (tensor == null || !Arrays.equals(tensor.shape(), shape)) {
            throw new ModelFormatException(file + ": '" + name + "' is " + tensor + ", the head of this model needs "
                    + Arrays.toString(shape) + ": the file belongs to another model");
        }
    }

    /** Writes the head to a file. */
    public void write(Path file) {
        Map<String, TensorData> data = new LinkedHashMap<>();
        tensors()
                .forEach((name, array) -> data.put(
                        name,
                        TensorData.of(array.toFloatArray(), array.getShape().getShape())));
        Safetensors.write(file, data);
    }

    /** The trainable parameters by name: weight [1, H] and bias [1]. */
    public Map<String, NDArray> tensors() {
        Map<String, NDArray> tensors = new LinkedHashMap<>();
        tensors.put(WEIGHT, weight);
        tensors.put(BIAS, bias);
        return tensors;
    }

    /**
     * Computes the rewards of a batch.
     *
     * @param hidden the network's hidden states for {@code batch}, [B, T, H]
     * @param gradients whether the operations are recorded for a backward pass
     * @return [B]
     */
    public NDArray scores(NDManager scope, NDArray hidden, TokenBatch batch, boolean gradients) {
        int length = batch.length();
        long[] places = new long[batch.rows().size()];
        Arrays.setAll(places, r -> (long) r * length + batch.rows().get(r).ids().length - 1);
        ScriptArgument[] arguments = {
            ScriptArgument.of(hidden),
            ScriptArgument.of(scope.create(places)),
            ScriptArgument.of(weight),
            ScriptArgument.of(bias)
        };
        NDList scores =
                gradients ? script.record(scope, "scores", arguments) : script.infer(scope, "scores", arguments);
        return scores.singletonOrThrow();
    }

    /** The {@link TensorHash} of the current values. */
    public String hash() {
        TensorHash hash = new TensorHash();
        tensors().forEach((name, array) -> hash.add(name, array.getShape().getShape(), array::toFloatArray));
        return hash.hex();
    }

    @Override
    public void close() {
        script.close();
        manager.close();
    }
}

package dev.factstream.model.lora;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.factstream.model.checkpoint.TensorHash;
import dev.factstream.model.checkpoint.TextConfig;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A LoRA adapter: low-rank matrices added to the linear layers of the language model, y = W x + scale · B A x, with
 * scale = alpha / rank (Hu et al. 2021, arXiv 2106.09685), or alpha / √rank for rank-stabilised LoRA.
 *
 * <p>Owns its arrays and must be closed. Reading is thread-safe, updating is not.
 */
public final class LoraAdapter implements AutoCloseable {

    /** One adapted layer: a [rank, in], b [out, rank], both fp32. */
    public record Pair(NDArray a, NDArray b) {}

    private final NDManager manager;
    private final LoraSettings settings;
    private final Map<String, Pair> pairs;
    private final NDArray scale;
    private final NDArray none;

    /**
     * @param manager owned by the adapter
     * @param pairs by canonical module name, such as {@code language_model.layers.0.self_attn.q_proj}; arrays owned by the manager
     */
    LoraAdapter(NDManager manager, LoraSettings settings, Map<String, Pair> pairs) {
        this.manager = manager;
        this.settings = settings;
        this.pairs = new LinkedHashMap<>(pairs);
        scale = manager.create((float) settings.scale());
        none = manager.create(new Shape(0));
    }

    /**
     * Creates an adapter that does not change the outputs yet: A uniform in ±1/√in (Kaiming with a = √5, as in peft), B zero.
     *
     * @param parent determines the device and the maximum lifetime
     * @param seed of A
     */
    public static LoraAdapter initial(NDManager parent, TextConfig text, LoraSettings settings, long seed) {
        NDManager manager = parent.newSubManager();
        Random random = new Random(seed);
        Map<String, Pair> pairs = new LinkedHashMap<>();
        for (LoraTarget target : LoraTarget.of(text, settings.targets())) {
            float bound = (float) (1 / Math.sqrt(target.in()));
            float[] a = new float[settings.rank() * target.in()];
            for (int i = 0; i < a.length; i++) {
                a[i] = bound * (2 * random.nextFloat() - 1);
            }
            pairs.put(
                    target.module(),
                    new Pair(
                            manager.create(a, new Shape(settings.rank(), target.in())),
                            manager.zeros(new Shape(target.out(), settings.rank()))));
        }
        return new LoraAdapter(manager, settings, pairs);
    }

    /** Rank, alpha and targets. */
    public LoraSettings settings() {
        return settings;
    }

    /** The matrices by canonical module name, in the order of layers. */
    public Map<String, Pair> pairs() {
        return Collections.unmodifiableMap(pairs);
    }

    /** The trainable parameters: A and B of every layer, by name ({@code <module>.lora_A.weight}), in a fixed order. */
    public Map<String, NDArray> tensors() {
        Map<String, NDArray> tensors = new LinkedHashMap<>();
        pairs.forEach((module, pair) -> {
            tensors.put(module + ".lora_A.weight", pair.a());
            tensors.put(module + ".lora_B.weight", pair.b());
        });
        return tensors;
    }

    /** Enables gradients for every matrix. */
    public void requireGradients() {
        tensors().values().forEach(tensor -> tensor.setRequiresGradient(true));
    }

    /** Returns the argument of the network's script: scale, then A and B of the seven projections of each layer. */
    public List<NDArray> scriptArgument(TextConfig text) {
        List<NDArray> list = new ArrayList<>();
        list.add(scale);
        for (LoraTarget target : LoraTarget.all(text)) {
            Pair pair = pairs.get(target.module());
            list.add(pair == null ? none : pair.a());
            list.add(pair == null ? none : pair.b());
        }
        return list;
    }

    /** Returns an independent copy without gradients, under {@code parent}. */
    public LoraAdapter copy(NDManager parent) {
        NDManager target = parent.newSubManager();
        Map<String, Pair> copies = new LinkedHashMap<>();
        pairs.forEach((module, pair) -> copies.put(module, new Pair(copy(target, pair.a()), copy(target, pair.b()))));
        return new LoraAdapter(target, settings, copies);
    }

    private static NDArray copy(NDManager target, NDArray array) {
        return target.create(array.toFloatArray(), array.getShape());
    }

    /** The hash of the current values, 64 hexadecimal digits: {@link TensorHash} over {@link #tensors}. */
    public String hash() {
        TensorHash hash = new TensorHash();
        tensors().forEach((name, array) -> hash.add(name, array.getShape().getShape(), array::toFloatArray));
        return hash.hex();
    }

    @Override
    public void close() {
        manager.close();
    }
}

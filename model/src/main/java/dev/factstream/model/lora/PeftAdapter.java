package dev.factstream.model.lora;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.factstream.model.checkpoint.ExpectedTensors;
import dev.factstream.model.checkpoint.LlavaConfig;
import dev.factstream.model.checkpoint.ModelFormatException;
import dev.factstream.model.checkpoint.TensorData;
import dev.factstream.model.checkpoint.TensorNames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An adapter in peft's layout, of any kind that can be computed. It is applied to a model's weights; those that
 * {@link LoraAdapter} can represent can also be trained and published.
 */
public final class PeftAdapter {

    private static final String EMBEDDING = "language_model.embed_tokens";
    private static final String HEAD = "lm_head";

    private final String origin;
    private final LlavaConfig config;
    private final PeftConfig peft;
    private final WeightChanges changes;

    private PeftAdapter(String origin, LlavaConfig config, PeftConfig peft, WeightChanges changes) {
        this.origin = origin;
        this.config = config;
        this.peft = peft;
        this.changes = changes;
    }

    /** @throws ModelFormatException naming the unsupported, missing or misshapen tensor */
    static PeftAdapter of(String origin, PeftConfig peft, Map<String, TensorData> raw, LlavaConfig config) {
        Map<String, long[]> shapes = ExpectedTensors.of(config);
        PeftTensors tensors = PeftTensors.of(origin, raw);
        List<ModuleChange> changes =
                new ModuleChanges(origin, peft, shapes, config.image().isEmpty()).of(tensors);
        Map<String, TensorData> replacements = replacements(origin, peft, tensors.replacements(), shapes, config);
        if (changes.isEmpty() && replacements.isEmpty()) {
            throw new ModelFormatException(origin + ": the adapter has no tensors for this model");
        }
        WeightChanges all = new WeightChanges(changes, peft.initialisation(), peft.dora(), replacements);
        if (config.text().tieWordEmbeddings() && peft.tiesWeights() && all.separatesHead()) {
            throw new ModelFormatException(origin + ": ensure_weight_tying = true is not supported");
        }
        return new PeftAdapter(origin, config, peft, all);
    }

    private static Map<String, TensorData> replacements(
            String origin,
            PeftConfig peft,
            Map<String, TensorData> found,
            Map<String, long[]> shapes,
            LlavaConfig config) {
        Map<String, TensorData> replacements = new LinkedHashMap<>();
        boolean tied = config.text().tieWordEmbeddings();
        long[] embedding = shapes.get(EMBEDDING + ".weight");
        List<TensorData> shared = new ArrayList<>();
        found.forEach((name, tensor) -> {
            boolean head = name.equals(HEAD + ".weight");
            long[] shape = shapes.getOrDefault(name, head ? embedding : null);
            if (shape == null) {
                throw new ModelFormatException(origin + ": unsupported adapter tensor " + name);
            }
            if (!Arrays.equals(tensor.shape(), shape)) {
                throw new ModelFormatException(origin + ": tensor " + name + " has shape "
                        + Arrays.toString(tensor.shape()) + ", the model requires " + Arrays.toString(shape));
            }
            String module = name.substring(0, name.lastIndexOf('.'));
            boolean both = head || name.equals(EMBEDDING + ".weight");
            if (tied
                    && both
                    && !peft.saves(TensorNames.module(module, config.image().isEmpty()))) {
                // peft loads the tensor into the one matrix that both embeddings share
                shared.add(tensor);
                return;
            }
            replacements.put(name, tensor);
        });
        if (!shared.isEmpty()) {
            if (!Arrays.equals(
                    shared.get(0).floats(), shared.get(shared.size() - 1).floats())) {
                throw new ModelFormatException(origin + ": tied embeddings have two different tensors");
            }
            replacements.putIfAbsent(EMBEDDING + ".weight", shared.get(0));
            replacements.putIfAbsent(HEAD + ".weight", shared.get(0));
        }
        return replacements;
    }

    /** Returns why the adapter cannot be trained or published; empty if {@link #lora} returns it. */
    public Optional<String> inferenceOnly() {
        Set<String> trainable =
                LoraTarget.all(config.text()).stream().map(LoraTarget::module).collect(Collectors.toSet());
        if (peft.initialisation() != PeftConfig.Initialisation.ORDINARY) {
            return Optional.of("init_lora_weights, which changes the base");
        }
        if (peft.dora()) {
            return Optional.of("use_dora");
        }
        if (!changes.replacements().isEmpty()) {
            return Optional.of(changes.replacements().keySet().iterator().next());
        }
        for (ModuleChange change : changes.changes()) {
            ModuleChange first = changes.changes().get(0);
            if (!trainable.contains(change.module())) {
                return Optional.of("an adapter of " + change.module());
            }
            if (change.bias().isPresent()) {
                return Optional.of("lora_bias");
            }
            if (change.rank() != first.rank() || change.scale() != first.scale()) {
                return Optional.of("a rank or alpha of " + change.module() + " that differs from others");
            }
        }
        return Optional.empty();
    }

    /**
     * Returns the adapter as low-rank matrices of the language model.
     *
     * @param parent determines the device and the maximum lifetime
     * @throws ModelFormatException naming the part that {@link #inferenceOnly} gives
     */
    public LoraAdapter lora(NDManager parent) {
        inferenceOnly().ifPresent(reason -> {
            throw new ModelFormatException(
                    origin + ": " + reason + " can be evaluated, but is not supported for training:"
                            + " merge the adapter into the model with peft's merge_and_unload and train a new one");
        });
        NDManager manager = parent.newSubManager();
        try {
            Map<String, ModuleChange> found =
                    changes.changes().stream().collect(Collectors.toMap(ModuleChange::module, change -> change));
            Map<String, LoraAdapter.Pair> pairs = new LinkedHashMap<>();
            for (LoraTarget target : LoraTarget.all(config.text())) {
                ModuleChange change = found.get(target.module());
                if (change != null) {
                    pairs.put(
                            target.module(),
                            new LoraAdapter.Pair(
                                    WeightChanges.array(manager, change.a()),
                                    WeightChanges.array(manager, change.b())));
                }
            }
            return new LoraAdapter(manager, settings(pairs.keySet()), pairs);
        } catch (RuntimeException e) {
            manager.close();
            throw e;
        }
    }

    private LoraSettings settings(Set<String> modules) {
        List<String> targets = modules.stream()
                .map(module -> module.substring(module.lastIndexOf('.') + 1))
                .distinct()
                .toList();
        String first =
                TensorNames.module(modules.iterator().next(), config.image().isEmpty());
        return new LoraSettings(peft.rank(first), peft.alpha(first), targets, peft.rankStabilised());
    }

    /**
     * Returns a model's weights with the adapter merged into them.
     *
     * @param scope owns the changed weights and intermediate results
     * @param weights by canonical name; not modified. Without {@code lm_head.weight} the output embedding is that of the input;
     *     the result has one of its own if the adapter makes the two differ
     */
    public Map<String, NDArray> apply(NDManager scope, Map<String, NDArray> weights) {
        return changes.apply(scope, weights);
    }
}

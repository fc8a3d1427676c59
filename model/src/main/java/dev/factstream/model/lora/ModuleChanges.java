package dev.factstream.model.lora;

import dev.factstream.model.checkpoint.ModelFormatException;
import dev.factstream.model.checkpoint.TensorData;
import dev.factstream.model.checkpoint.TensorNames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads the adapter of each module from its tensors, and checks them against the model and the configuration. */
final class ModuleChanges {

    private final String origin;
    private final PeftConfig peft;
    private final Map<String, long[]> shapes;
    private final boolean textOnly;

    /** @param shapes of the model's weights, by canonical name */
    ModuleChanges(String origin, PeftConfig peft, Map<String, long[]> shapes, boolean textOnly) {
        this.origin = origin;
        this.peft = peft;
        this.shapes = shapes;
        this.textOnly = textOnly;
    }

    /** @throws ModelFormatException naming the unsupported, missing or misshapen tensor */
    List<ModuleChange> of(PeftTensors tensors) {
        List<ModuleChange> changes = new ArrayList<>();
        tensors.modules().forEach((module, parts) -> changes.add(change(module, parts)));
        return changes;
    }

    private ModuleChange change(String module, Map<String, TensorData> parts) {
        boolean embedding = parts.containsKey(PeftTensors.EMBEDDING_A) || parts.containsKey(PeftTensors.EMBEDDING_B);
        TensorData a = parts.get(embedding ? PeftTensors.EMBEDDING_A : PeftTensors.A);
        TensorData b = parts.get(embedding ? PeftTensors.EMBEDDING_B : PeftTensors.B);
        long[] weight = shapes.getOrDefault(module + ".weight", module.equals("lm_head") ? head() : null);
        if (weight == null || weight.length != 2 && weight.length != 4) {
            throw new ModelFormatException(origin + ": unsupported adapter tensor " + module + "."
                    + parts.keySet().iterator().next());
        }
        if (a == null || b == null) {
            throw new ModelFormatException(
                    origin + ": " + module + " has lora_" + (a == null ? "B without A" : "A without B"));
        }
        String name = TensorNames.module(module, textOnly);
        int rank = peft.rank(name);
        long in = embedding ? weight[0] : weight[1];
        long out = embedding ? weight[1] : weight[0];
        boolean convolution = weight.length == 4;
        String suffix = embedding ? "lora_embedding_" : "lora_";
        require(
                module + "." + suffix + "A",
                a,
                convolution ? new long[] {rank, in, weight[2], weight[3]} : new long[] {rank, in});
        require(module + "." + suffix + "B", b, convolution ? new long[] {out, rank, 1, 1} : new long[] {out, rank});
        refuse(module, parts, embedding, convolution);
        TensorData magnitude = parts.get(PeftTensors.MAGNITUDE);
        TensorData bias = parts.get(PeftTensors.BIAS);
        if (magnitude != null) {
            require(module + ".lora_magnitude_vector", magnitude, out);
        }
        if (bias != null) {
            require(module + ".lora_B.bias", bias, out);
        }
        double alpha = peft.alpha(name);
        double scale = alpha / (peft.rankStabilised() ? Math.sqrt(rank) : rank);
        return new ModuleChange(
                module, rank, scale, a, b, embedding, Optional.ofNullable(bias), Optional.ofNullable(magnitude));
    }

    /** Refuses what this module's kind or the configuration rules out. */
    private void refuse(String module, Map<String, TensorData> parts, boolean embedding, boolean convolution) {
        if ((embedding || convolution) && peft.dora()) {
            throw new ModelFormatException(origin + ": use_dora on " + module + " is not supported");
        }
        if (convolution && peft.initialisation() != PeftConfig.Initialisation.ORDINARY) {
            throw new ModelFormatException(origin + ": init_lora_weights = "
                    + peft.initialisation().name().toLowerCase(Locale.ROOT) + " on " + module + " is not supported");
        }
        if (parts.containsKey(PeftTensors.MAGNITUDE) && !peft.dora()) {
            throw new ModelFormatException(
                    origin + ": " + module + " has a lora_magnitude_vector, but use_dora is false");
        }
        if (parts.containsKey(PeftTensors.BIAS) && !shapes.containsKey(module + ".bias")) {
            throw new ModelFormatException(
                    origin + ": lora_bias on " + module + ", which has no bias, is not supported");
        }
    }

    private long[] head() {
        return shapes.get("language_model.embed_tokens.weight");
    }

    private void require(String name, TensorData tensor, long... shape) {
        if (!Arrays.equals(tensor.shape(), shape)) {
            throw new ModelFormatException(origin + ": tensor " + name + " has shape " + Arrays.toString(tensor.shape())
                    + ", the model requires " + Arrays.toString(shape));
        }
        for (float value : tensor.floats()) {
            if (!Float.isFinite(value)) {
                throw new ModelFormatException(origin + ": tensor " + name + " contains " + value);
            }
        }
    }
}

package dev.factstream.model.checkpoint;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * The weights of a Hugging Face model folder, validated against its configuration.
 *
 * @param config parsed config.json
 * @param tensors exactly the tensors of {@link ExpectedTensors}, by canonical name and in that order
 */
public record CheckpointFolder(LlavaConfig config, Map<String, TensorData> tensors) {

    /**
     * Reads {@code config.json} and {@code model.safetensors}, or the shards of {@code model.safetensors.index.json}.
     *
     * @throws ModelFormatException naming the missing, unexpected or misshapen tensor, or the invalid file
     */
    public static CheckpointFolder read(Path folder) {
        LlavaConfig config = LlavaConfig.read(folder);
        Map<String, TensorData> found = canonical(folder, files(folder));
        boolean tied = config.text().tieWordEmbeddings();
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        for (Map.Entry<String, long[]> expected : ExpectedTensors.of(config).entrySet()) {
            TensorData tensor = found.remove(expected.getKey());
            if (tensor == null) {
                throw new ModelFormatException(folder + ": tensor " + expected.getKey() + " is missing");
            }
            if (!Arrays.equals(tensor.shape(), expected.getValue())) {
                throw new ModelFormatException(folder + ": tensor " + expected.getKey() + " has shape "
                        + Arrays.toString(tensor.shape()) + ", the configuration requires "
                        + Arrays.toString(expected.getValue()));
            }
            tensors.put(expected.getKey(), tensor);
        }
        if (tied) {
            found.remove("lm_head.weight"); // older files contain a copy of the embedding
        }
        if (!found.isEmpty()) {
            throw new ModelFormatException(
                    folder + ": unexpected tensor " + found.keySet().iterator().next()
                            + (found.size() > 1 ? " and " + (found.size() - 1) + " more" : ""));
        }
        return new CheckpointFolder(config, tensors);
    }

    private static Map<String, TensorData> files(Path folder) {
        Path single = folder.resolve("model.safetensors");
        Path index = folder.resolve("model.safetensors.index.json");
        if (Files.isRegularFile(single) || !Files.isRegularFile(index)) {
            return Safetensors.read(single);
        }
        TreeSet<String> shards = new TreeSet<>();
        ConfigNode.read(index).raw("weight_map").forEach(shard -> shards.add(shard.asText()));
        Map<String, TensorData> all = new LinkedHashMap<>();
        for (String shard : shards) {
            Safetensors.read(folder.resolve(shard)).forEach((name, tensor) -> {
                if (all.put(name, tensor) != null) {
                    throw new ModelFormatException(folder + ": tensor " + name + " is in two shards");
                }
            });
        }
        return all;
    }

    private static Map<String, TensorData> canonical(Path folder, Map<String, TensorData> raw) {
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        raw.forEach((name, tensor) -> {
            if (!TensorNames.redundant(name) && tensors.put(TensorNames.canonical(name), tensor) != null) {
                throw new ModelFormatException(folder + ": two tensors map to " + TensorNames.canonical(name));
            }
        });
        return tensors;
    }

    /** The hash of the weights: see {@link TensorHash}. */
    public String sha256() {
        TensorHash hash = new TensorHash();
        tensors.forEach((name, tensor) -> hash.add(name, tensor.shape(), tensor::floats));
        return hash.hex();
    }
}

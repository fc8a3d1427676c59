package dev.factstream.model.checkpoint;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The weights of a Hugging Face model folder, validated against its configuration.
 *
 * @param config parsed config.json; its embeddings are not tied if the weights have two different ones
 * @param tensors exactly the tensors of {@link ExpectedTensors}, by canonical name and in that order
 */
public record CheckpointFolder(LlavaConfig config, Map<String, TensorData> tensors) {

    /** Names the shard of each tensor. */
    public static final String INDEX = "model.safetensors.index.json";

    private static final String EMBEDDING = "language_model.embed_tokens.weight";
    private static final String HEAD = "lm_head.weight";

    /**
     * Reads {@code config.json} and {@code model.safetensors}, or the shards of {@code model.safetensors.index.json}.
     *
     * @throws ModelFormatException naming the missing, unexpected or misshapen tensor, or the invalid file
     */
    public static CheckpointFolder read(Path folder) {
        LlavaConfig declared = LlavaConfig.read(folder);
        Map<String, TensorData> found = canonical(folder, files(folder));
        LlavaConfig config = declared.text().tieWordEmbeddings() ? tied(declared, found) : declared;
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
        if (!found.isEmpty()) {
            throw new ModelFormatException(
                    folder + ": unexpected tensor " + found.keySet().iterator().next()
                            + (found.size() > 1 ? " and " + (found.size() - 1) + " more" : ""));
        }
        return new CheckpointFolder(config, tensors);
    }

    /**
     * Obeys the tie flag as transformers does: the two embeddings share the tensor that is there. If both are there and differ,
     * the flag is wrong, and each keeps its own.
     */
    private static LlavaConfig tied(LlavaConfig config, Map<String, TensorData> found) {
        TensorData embedding = found.get(EMBEDDING);
        TensorData head = found.get(HEAD);
        if (head == null) {
            return config;
        }
        if (embedding == null) {
            found.put(EMBEDDING, found.remove(HEAD));
            return config;
        }
        if (Arrays.equals(embedding.shape(), head.shape()) && Arrays.equals(embedding.floats(), head.floats())) {
            found.remove(HEAD); // older files contain a copy of the embedding
            return config;
        }
        return config.withSeparateHead();
    }

    /**
     * The weight files of a folder: {@code model.safetensors}, or else the shards that its index names.
     *
     * @throws ModelFormatException if it has neither
     */
    public static List<Path> weightFiles(Path folder) {
        Path single = folder.resolve("model.safetensors");
        Path index = folder.resolve(INDEX);
        if (!Files.isRegularFile(single) && !Files.isRegularFile(index) && hasPickle(folder)) {
            throw new ModelFormatException(folder + ": the weights are in pytorch_model.bin, which is not read:"
                    + " load and save the model with transformers, which writes model.safetensors");
        }
        if (Files.isRegularFile(single) || !Files.isRegularFile(index)) {
            return List.of(single);
        }
        TreeSet<String> shards = new TreeSet<>();
        ConfigNode.read(index).raw("weight_map").forEach(shard -> shards.add(shard.asText()));
        return shards.stream().map(folder::resolve).toList();
    }

    private static Map<String, TensorData> files(Path folder) {
        Map<String, TensorData> all = new LinkedHashMap<>();
        for (Path file : weightFiles(folder)) {
            Safetensors.read(file).forEach((name, tensor) -> {
                if (all.put(name, tensor) != null) {
                    throw new ModelFormatException(folder + ": tensor " + name + " is in two shards");
                }
            });
        }
        return all;
    }

    private static boolean hasPickle(Path folder) {
        return Files.isRegularFile(folder.resolve("pytorch_model.bin"))
                || Files.isRegularFile(folder.resolve("pytorch_model.bin.index.json"));
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

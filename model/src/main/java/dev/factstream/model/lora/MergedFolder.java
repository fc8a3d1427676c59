package dev.factstream.model.lora;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factstream.model.checkpoint.CheckpointFolder;
import dev.factstream.model.checkpoint.ModelFormatException;
import dev.factstream.model.checkpoint.Safetensors;
import dev.factstream.model.checkpoint.StreamedTensor;
import dev.factstream.model.checkpoint.TensorData;
import dev.factstream.model.checkpoint.TensorNames;
import dev.factstream.model.checkpoint.TensorType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Writes a Hugging Face folder with an adapter merged into its weights, W + scale · B A, computed in fp32 and rounded once. It has
 * the tensor names, shards and companion files of the base. Blocks of rows are in memory at a time, never a whole tensor.
 * Not thread-safe.
 */
public final class MergedFolder {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CONFIG = "config.json";
    private static final Set<String> TYPE_KEYS = Set.of("dtype", "torch_dtype");
    private static final Set<String> COMPANIONS = Set.of("json", "jinja", "model", "txt");

    private final Path base;
    private final LoraAdapter adapter;
    private final Optional<TensorType> type;
    private final Set<String> unmerged;
    private long bytes;

    private MergedFolder(Path base, LoraAdapter adapter, Optional<TensorType> type) {
        this.base = base;
        this.adapter = adapter;
        this.type = type;
        unmerged = new HashSet<>(adapter.pairs().keySet());
    }

    /**
     * Writes the folder; its {@code config.json} comes last, so that a folder that was not finished does not load.
     *
     * @param base the folder of the model that the adapter belongs to
     * @param type of the floats written, F32 or BF16; empty for that of each tensor of the base
     * @param out created if missing; must be empty
     * @throws ModelFormatException if {@code out} is not empty, if the base lacks a module of the adapter, or if a file cannot be
     *     read or written
     */
    public static void write(Path base, LoraAdapter adapter, Optional<TensorType> type, Path out) {
        try {
            Files.createDirectories(out);
            try (Stream<Path> files = Files.list(out)) {
                if (files.findAny().isPresent()) {
                    throw new ModelFormatException(out + ": is not empty; name a folder that does not exist yet");
                }
            }
            new MergedFolder(base, adapter, type).write(out);
        } catch (IOException e) {
            throw new ModelFormatException(out + ": cannot be written: " + e.getMessage(), e);
        }
    }

    private void write(Path out) throws IOException {
        for (Path weights : CheckpointFolder.weightFiles(base)) {
            Safetensors.writeStreamed(out.resolve(weights.getFileName()), merged(Safetensors.read(weights)));
        }
        if (!unmerged.isEmpty()) {
            throw new ModelFormatException(base + ": the weights have no "
                    + unmerged.iterator().next() + ".weight, which the adapter changes");
        }
        copyCompanions(out);
        if (CheckpointFolder.weightFiles(base).size() > 1) {
            ObjectNode index = object(base.resolve(CheckpointFolder.INDEX));
            index.withObjectProperty("metadata").put("total_size", bytes);
            write(index, out.resolve(CheckpointFolder.INDEX));
        }
        ObjectNode config = object(base.resolve(CONFIG));
        if (type.isPresent()) {
            config.put(config.has("dtype") ? "dtype" : "torch_dtype", name(type.get()));
            setType(config, name(type.get()));
        }
        write(config, out.resolve(CONFIG));
    }

    private void copyCompanions(Path out) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(base)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            String name = file.getFileName().toString();
            boolean copied = COMPANIONS.contains(name.substring(name.lastIndexOf('.') + 1));
            if (copied && !name.equals(CONFIG) && !name.endsWith(".index.json")) {
                Files.copy(file, out.resolve(name));
            }
        }
    }

    private Map<String, StreamedTensor> merged(Map<String, TensorData> tensors) {
        Map<String, StreamedTensor> merged = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> {
            StreamedTensor written = written(name, tensor);
            bytes += Math.multiplyExact((long) tensor.size(), written.type().bytes());
            merged.put(name, written);
        });
        return merged;
    }

    private StreamedTensor written(String name, TensorData tensor) {
        String canonical = TensorNames.canonical(name);
        LoraAdapter.Pair pair = canonical.endsWith(".weight")
                ? adapter.pairs().get(canonical.substring(0, canonical.length() - ".weight".length()))
                : null;
        TensorType target = tensor.type().isFloat() ? type.orElse(tensor.type()) : tensor.type();
        if (pair != null) {
            unmerged.remove(canonical.substring(0, canonical.length() - ".weight".length()));
            return StreamedTensor.of(
                    target, tensor.shape(), (first, count) -> merged(tensor.rows(first, count), pair, first, count));
        }
        return target == tensor.type()
                ? StreamedTensor.copy(tensor)
                : StreamedTensor.of(target, tensor.shape(), tensor::rows);
    }

    /** Computes in the order of {@link MergedWeights}, so that fp32 weights have the same bits. */
    private float[] merged(float[] weight, LoraAdapter.Pair pair, long first, int count) {
        try (NDManager scope = pair.b().getManager().newSubManager();
                NDArray rows = pair.b().get(scope, new NDIndex(first + ":" + (first + count)));
                NDArray product = rows.matMul(pair.a());
                NDArray before = scope.create(weight, new Shape(count, weight.length / count))) {
            return product.muli((float) adapter.settings().scale()).addi(before).toFloatArray();
        }
    }

    private static void setType(JsonNode node, String name) {
        if (node instanceof ObjectNode object) {
            TYPE_KEYS.stream().filter(object::has).forEach(key -> object.put(key, name));
        }
        node.forEach(child -> setType(child, name));
    }

    private static String name(TensorType type) {
        return type == TensorType.BF16 ? "bfloat16" : "float32";
    }

    private static ObjectNode object(Path file) throws IOException {
        if (JSON.readTree(file.toFile()) instanceof ObjectNode object) {
            return object;
        }
        throw new ModelFormatException(file + ": is not a JSON object");
    }

    private static void write(ObjectNode content, Path file) throws IOException {
        JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), content);
    }
}

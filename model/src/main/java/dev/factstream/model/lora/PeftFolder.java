package dev.factstream.model.lora;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.factstream.model.checkpoint.ConfigNode;
import dev.factstream.model.checkpoint.LlavaConfig;
import dev.factstream.model.checkpoint.ModelFormatException;
import dev.factstream.model.checkpoint.Safetensors;
import dev.factstream.model.checkpoint.TensorData;
import dev.factstream.model.checkpoint.TensorNames;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads and writes adapters in peft's layout: {@code adapter_config.json} and {@code adapter_model.safetensors}. */
public final class PeftFolder {

    static final String CONFIG = "adapter_config.json";
    static final String WEIGHTS = "adapter_model.safetensors";
    private static final String PREFIX = "base_model.model.";

    private PeftFolder() {}

    /**
     * Reads an adapter for a model with {@code config}.
     *
     * @param parent determines the device and the maximum lifetime
     * @throws ModelFormatException naming the unsupported key, or the missing, unexpected or misshapen tensor
     */
    public static LoraAdapter read(Path folder, LlavaConfig config, NDManager parent) {
        PeftConfig peft = PeftConfig.of(ConfigNode.read(folder.resolve(CONFIG)));
        return adapter(
                folder.resolve(WEIGHTS).toString(), Safetensors.read(folder.resolve(WEIGHTS)), peft, config, parent);
    }

    /**
     * Reads an adapter from the bytes of its two files.
     *
     * @param origin names the adapter in errors
     */
    public static LoraAdapter read(
            String origin, byte[] adapterConfig, byte[] safetensors, LlavaConfig config, NDManager parent) {
        PeftConfig peft = PeftConfig.of(ConfigNode.parse(origin, adapterConfig));
        return adapter(origin, Safetensors.read(origin, safetensors), peft, config, parent);
    }

    /** Reads an adapter with known settings from the bytes of {@code adapter_model.safetensors}. */
    public static LoraAdapter read(
            String origin, LoraSettings settings, byte[] safetensors, LlavaConfig config, NDManager parent) {
        return read(origin, PeftConfig.bytes(settings, config.image().isEmpty()), safetensors, config, parent);
    }

    /** Writes both files, readable by peft. */
    public static void write(Path folder, LoraAdapter adapter, LlavaConfig config) {
        try {
            Files.createDirectories(folder);
            Files.write(folder.resolve(CONFIG), configBytes(adapter, config));
            Files.write(folder.resolve(WEIGHTS), weightBytes(adapter, config));
        } catch (IOException e) {
            throw new ModelFormatException(folder + ": the adapter cannot be written: " + e.getMessage(), e);
        }
    }

    /** Returns the content of {@code adapter_config.json}. */
    public static byte[] configBytes(LoraAdapter adapter, LlavaConfig config) {
        return PeftConfig.bytes(adapter.settings(), config.image().isEmpty());
    }

    /** Returns the content of {@code adapter_model.safetensors}. */
    public static byte[] weightBytes(LoraAdapter adapter, LlavaConfig config) {
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        adapter.tensors()
                .forEach((name, array) -> tensors.put(
                        PREFIX + TensorNames.module(name, config.image().isEmpty()),
                        TensorData.of(array.toFloatArray(), array.getShape().getShape())));
        return Safetensors.bytes(tensors);
    }

    private static LoraAdapter adapter(
            String origin, Map<String, TensorData> raw, PeftConfig peft, LlavaConfig config, NDManager parent) {
        Map<String, TensorData> found = new LinkedHashMap<>();
        raw.forEach((name, tensor) -> {
            if (found.put(canonical(name), tensor) != null) {
                throw new ModelFormatException(origin + ": the adapter has two tensors for " + canonical(name));
            }
        });
        NDManager manager = parent.newSubManager();
        try {
            Map<String, LoraAdapter.Pair> pairs = new LinkedHashMap<>();
            for (LoraTarget target : LoraTarget.all(config.text())) {
                TensorData a = found.remove(target.module() + ".lora_A.weight");
                TensorData b = found.remove(target.module() + ".lora_B.weight");
                if ((a == null) != (b == null)) {
                    throw new ModelFormatException(origin + ": " + target.module() + " has lora_"
                            + (a == null ? "B without A" : "A without B"));
                }
                if (a != null) {
                    pairs.put(
                            target.module(),
                            new LoraAdapter.Pair(
                                    array(manager, origin, target.module() + ".lora_A", a, peft.rank(), target.in()),
                                    array(manager, origin, target.module() + ".lora_B", b, target.out(), peft.rank())));
                }
            }
            if (!found.isEmpty()) {
                throw new ModelFormatException(origin + ": unsupported adapter tensor "
                        + found.keySet().iterator().next());
            }
            return new LoraAdapter(manager, peft.settings(origin, pairs.keySet()), pairs);
        } catch (RuntimeException e) {
            manager.close();
            throw e;
        }
    }

    private static String canonical(String name) {
        return name.startsWith(PREFIX) ? TensorNames.canonical(name.substring(PREFIX.length())) : name;
    }

    private static NDArray array(NDManager manager, String origin, String name, TensorData tensor, long... shape) {
        if (!Arrays.equals(tensor.shape(), shape)) {
            throw new ModelFormatException(origin + ": tensor " + name + " has shape " + Arrays.toString(tensor.shape())
                    + ", the model requires " + Arrays.toString(shape));
        }
        float[] values = tensor.floats();
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw new ModelFormatException(origin + ": tensor " + name + " contains " + value);
            }
        }
        return manager.create(FloatBuffer.wrap(values), new Shape(shape));
    }
}

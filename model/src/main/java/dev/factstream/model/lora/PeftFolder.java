package dev.factstream.model.lora;

import ai.djl.ndarray.NDManager;
import dev.factstream.model.checkpoint.ConfigNode;
import dev.factstream.model.checkpoint.LlavaConfig;
import dev.factstream.model.checkpoint.ModelFormatException;
import dev.factstream.model.checkpoint.Safetensors;
import dev.factstream.model.checkpoint.TensorData;
import dev.factstream.model.checkpoint.TensorNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads and writes adapters in peft's layout: {@code adapter_config.json} and {@code adapter_model.safetensors}. */
public final class PeftFolder {

    static final String CONFIG = "adapter_config.json";
    static final String WEIGHTS = "adapter_model.safetensors";

    private PeftFolder() {}

    /**
     * Reads an adapter for a model with {@code config}, for inference, training and publishing.
     *
     * @param parent determines the device and the maximum lifetime
     * @throws ModelFormatException naming the unsupported key, or the missing, unexpected or misshapen tensor
     */
    public static LoraAdapter read(Path folder, LlavaConfig config, NDManager parent) {
        return read(folder, config).lora(parent);
    }

    /** Reads an adapter of any supported kind for a model with {@code config}. */
    public static PeftAdapter read(Path folder, LlavaConfig config) {
        PeftConfig peft = PeftConfig.of(ConfigNode.read(folder.resolve(CONFIG)));
        Path weights = folder.resolve(WEIGHTS);
        return PeftAdapter.of(weights.toString(), peft, Safetensors.read(weights), config);
    }

    /**
     * Reads an adapter from the bytes of its two files.
     *
     * @param origin names the adapter in errors
     */
    public static LoraAdapter read(
            String origin, byte[] adapterConfig, byte[] safetensors, LlavaConfig config, NDManager parent) {
        PeftConfig peft = PeftConfig.of(ConfigNode.parse(origin, adapterConfig));
        return PeftAdapter.of(origin, peft, Safetensors.read(origin, safetensors), config)
                .lora(parent);
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
                        PeftTensors.PREFIX
                                + TensorNames.module(name, config.image().isEmpty()),
                        TensorData.of(array.toFloatArray(), array.getShape().getShape())));
        return Safetensors.bytes(tensors);
    }
}

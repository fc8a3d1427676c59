package dev.factstream.lab.bench;

import ai.djl.Device;
import dev.factstream.model.checkpoint.LlavaConfig;
import dev.factstream.model.network.VisionLanguageModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a language model to measure: a Llama with random weights and a vocabulary of realistic size. */
public final class RandomLlama {
    private static final String CONFIG = """
            {"model_type": "llama", "vocab_size": 32000, "hidden_size": 288, "intermediate_size": 768,
             "num_hidden_layers": 6, "num_attention_heads": 6, "num_key_value_heads": 6, "head_dim": 48,
             "max_position_embeddings": 512, "rms_norm_eps": 1e-5, "hidden_act": "silu", "rope_theta": 10000.0,
             "tie_word_embeddings": false}
            """;

    private static final long SEED = 1;

    private RandomLlama() {}

    /** Writes the model. @param tokenizer the model whose tokenizer is copied; measurements do not use it */
    public static void write(Path folder, Path tokenizer) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("config.json"), CONFIG);
        VisionLanguageModel.initialise(folder, LlavaConfig.read(folder), tokenizer, SEED, Device.cpu())
                .close();
    }
}

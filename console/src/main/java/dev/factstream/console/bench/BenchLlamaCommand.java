package dev.factstream.console.bench;

import ai.djl.Device;
import dev.factstream.model.checkpoint.LlavaConfig;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.process.InstallationFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code factstream bench llama}: writes a model to measure, with a vocabulary of realistic size. */
@Command(
        name = "llama",
        description = "Writes a Llama with random weights: 6 layers, hidden size 288, 6 heads, vocabulary 32,000.")
public final class BenchLlamaCommand implements Callable<Integer> {
    private static final String CONFIG = """
            {"model_type": "llama", "vocab_size": 32000, "hidden_size": 288, "intermediate_size": 768,
             "num_hidden_layers": 6, "num_attention_heads": 6, "num_key_value_heads": 6, "head_dim": 48,
             "max_position_embeddings": 512, "rms_norm_eps": 1e-5, "hidden_act": "silu", "rope_theta": 10000.0,
             "tie_word_embeddings": false}
            """;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder to write.")
    private Path out;

    @Option(
            names = "--tokenizer",
            paramLabel = "DIR",
            description =
                    "Model whose tokenizer is copied; the measurements do not use it (default: checkpoints/policy of the"
                            + " installation).")
    private Path tokenizer = InstallationFolder.resolve("checkpoints/policy");

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Files.createDirectories(out);
        Files.writeString(out.resolve("config.json"), CONFIG);
        VisionLanguageModel.initialise(out, LlavaConfig.read(out), tokenizer, 1, Device.cpu())
                .close();
        spec.commandLine().getOut().println("wrote " + out);
        return ExitCode.OK;
    }
}

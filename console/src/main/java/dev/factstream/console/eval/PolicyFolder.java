package dev.factstream.console.eval;

import ai.djl.Device;
import dev.factstream.console.cli.ConsoleException;
import dev.factstream.console.cli.ExitCode;
import dev.factstream.model.network.Precision;
import dev.factstream.model.network.VisionLanguageModel;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder that the user says is a policy. */
public final class PolicyFolder {
    private PolicyFolder() {}

    /**
     * Loads it; the caller closes the model.
     *
     * @throws ConsoleException if there is no such folder, or it holds no model
     * @throws dev.factstream.model.checkpoint.CheckpointException if the model in it cannot be used
     */
    public static VisionLanguageModel load(Path folder) {
        return load(folder, Precision.FP32);
    }

    /** @param precision in which it is decoded */
    public static VisionLanguageModel load(Path folder, Precision precision) {
        if (!Files.isRegularFile(folder.resolve("config.json"))) {
            throw new ConsoleException(
                    ExitCode.NO_INPUT,
                    "there is no model in " + folder + ": a policy is a Hugging Face folder with config.json,"
                            + " model.safetensors and tokenizer.json");
        }
        return VisionLanguageModel.load(folder, Device.cpu(), precision);
    }
}

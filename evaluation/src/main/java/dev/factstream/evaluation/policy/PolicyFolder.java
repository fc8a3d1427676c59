package dev.factstream.evaluation.policy;

import ai.djl.Device;
import dev.factstream.model.network.Precision;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.failure.UserFacingException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Loads a policy from a folder given by the user. */
public final class PolicyFolder {
    private PolicyFolder() {}

    /**
     * Loads the policy; the caller closes the model.
     *
     * @throws UserFacingException if the folder does not exist or has no model
     * @throws dev.factstream.model.checkpoint.ModelFormatException if the model cannot be used
     */
    public static VisionLanguageModel load(Path folder) {
        return load(folder, Precision.FP32);
    }

    /** @param precision of decoding */
    public static VisionLanguageModel load(Path folder, Precision precision) {
        if (!Files.isRegularFile(folder.resolve("config.json"))) {
            throw new UserFacingException(
                    ExitCode.NO_INPUT,
                    "there is no model in " + folder + ": a policy is a Hugging Face folder with config.json,"
                            + " model.safetensors and tokenizer.json");
        }
        return VisionLanguageModel.load(folder, Device.cpu(), precision);
    }
}

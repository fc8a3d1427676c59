package dev.factstream.evaluation.policy;

import ai.djl.ndarray.NDManager;
import dev.factstream.model.lora.LoraAdapter;
import dev.factstream.model.lora.PeftFolder;
import dev.factstream.model.network.VisionLanguageModel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/** Loads an optional PEFT folder for an evaluation. */
public final class AdapterFolder {
    private AdapterFolder() {}

    /**
     * Loads the adapter, if given, and closes it when {@code measure} returns.
     *
     * @throws dev.factstream.model.checkpoint.ModelFormatException if it cannot be used with this model
     */
    public static <T> T with(
            VisionLanguageModel model, Optional<Path> folder, Function<Optional<LoraAdapter>, T> measure) {
        if (folder.isEmpty()) {
            return measure.apply(Optional.empty());
        }
        try (NDManager scope = model.newScope();
                LoraAdapter adapter = PeftFolder.read(folder.get(), model.config(), scope)) {
            return measure.apply(Optional.of(adapter));
        }
    }
}

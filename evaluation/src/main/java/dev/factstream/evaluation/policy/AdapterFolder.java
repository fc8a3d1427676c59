package dev.factstream.evaluation.policy;

import dev.factstream.model.lora.LoraAdapter;
import dev.factstream.model.network.TunedModel;
import dev.factstream.model.network.VisionLanguageModel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BiFunction;

/** Loads an optional PEFT folder of any supported kind for an evaluation. */
public final class AdapterFolder {
    private AdapterFolder() {}

    /**
     * Loads the adapter, if given, and closes it when {@code measure} returns.
     *
     * @param measure gets the model to use, and the adapter to use with it: see {@link TunedModel}
     * @throws dev.factstream.model.checkpoint.ModelFormatException if it cannot be used with this model
     */
    public static <T> T with(
            VisionLanguageModel base,
            Optional<Path> folder,
            BiFunction<VisionLanguageModel, Optional<LoraAdapter>, T> measure) {
        try (TunedModel tuned = TunedModel.of(base, folder)) {
            return measure.apply(tuned.model(), tuned.adapter());
        }
    }
}

package dev.factstream.model.network;

import ai.djl.ndarray.NDManager;
import dev.factstream.model.lora.LoraAdapter;
import dev.factstream.model.lora.PeftAdapter;
import dev.factstream.model.lora.PeftFolder;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A model with an adapter folder of any supported kind, for inference. Low-rank matrices of the language model are applied beside
 * the base, as in a stream; every other kind of adapter is merged into a copy of the base.
 *
 * @param model the model to use with {@code adapter}: the base, or the copy
 * @param adapter empty if it is merged, or if there is none
 * @param scope owns the adapter
 * @param base owned by the caller
 */
public record TunedModel(
        VisionLanguageModel model, Optional<LoraAdapter> adapter, NDManager scope, VisionLanguageModel base)
        implements AutoCloseable {

    /**
     * Reads an adapter.
     *
     * @param folder a PEFT folder; empty for the base alone
     * @throws dev.factstream.model.checkpoint.ModelFormatException if it cannot be used with this model
     */
    public static TunedModel of(VisionLanguageModel base, Optional<Path> folder) {
        NDManager scope = base.newScope();
        try {
            if (folder.isEmpty()) {
                return new TunedModel(base, Optional.empty(), scope, base);
            }
            PeftAdapter adapter = PeftFolder.read(folder.get(), base.config());
            return adapter.inferenceOnly().isEmpty()
                    ? new TunedModel(base, Optional.of(adapter.lora(scope)), scope, base)
                    : new TunedModel(base.merged(adapter), Optional.empty(), scope, base);
        } catch (RuntimeException e) {
            scope.close();
            throw e;
        }
    }

    /** Frees the adapter and the copy; the base stays open. */
    @Override
    public void close() {
        adapter.ifPresent(LoraAdapter::close);
        scope.close();
        if (model != base) {
            model.close();
        }
    }
}

package dev.factstream.model.verify;

import ai.djl.Device;
import dev.factstream.model.lora.LoraAdapter;
import dev.factstream.model.lora.PeftAdapter;
import dev.factstream.model.lora.PeftFolder;
import dev.factstream.model.network.TunedModel;
import dev.factstream.model.network.VisionLanguageModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Compares a checkpoint folder with its {@code expected.safetensors}, whose values come from transformers and peft.
 *
 * <p>Quantities, each optional: pixel_values (of image0.png, image1.png…), vision.hidden_minus2, projected_image_features;
 * with the prefix base, lora (adapter in {@code adapter/}) or merged: logits, last_hidden_state, loss, greedy_ids,
 * greedy_logprobs; and grad.* of adapter tensors. Tolerances: 1e-4 absolute on values, greedy ids equal, 1e-3 of the largest value
 * on gradients, one grey level on pixels.
 */
public final class CheckpointVerification {

    /** Quantities that are inputs, not results. */
    private static final Set<String> INPUTS = Set.of("input_ids", "attention_mask");

    private CheckpointVerification() {}

    /**
     * Verifies a folder.
     *
     * @return one comparison per quantity of the oracle
     * @throws dev.factstream.model.checkpoint.ModelFormatException if the checkpoint cannot be loaded
     */
    public static List<QuantityComparison> verify(Path folder, Device device) {
        List<QuantityComparison> lines = new ArrayList<>();
        try (VisionLanguageModel model = VisionLanguageModel.load(folder, device)) {
            Oracle oracle = Oracle.read(folder, model.config());
            lines.addAll(new VisionCheck(model, folder).compare(oracle));
            lines.addAll(new LanguageModelCheck(model, oracle).compare("base", null));
            lines.addAll(new GenerationCheck(model, oracle).compare("base", null));
            if (Files.isDirectory(folder.resolve("adapter"))) {
                lines.addAll(withAdapter(model, folder, oracle));
            }
            Set<String> compared =
                    lines.stream().map(QuantityComparison::quantity).collect(Collectors.toSet());
            oracle.values().keySet().stream()
                    .filter(name -> !compared.contains(name) && !INPUTS.contains(name))
                    .forEach(name -> lines.add(QuantityComparison.unknown(name)));
        }
        return lines;
    }

    private static List<QuantityComparison> withAdapter(VisionLanguageModel model, Path folder, Oracle oracle) {
        List<QuantityComparison> lines = new ArrayList<>();
        PeftAdapter peft = PeftFolder.read(folder.resolve("adapter"), model.config());
        try (TunedModel tuned = TunedModel.of(model, Optional.of(folder.resolve("adapter")));
                VisionLanguageModel merged = model.merged(peft)) {
            LoraAdapter adapter = tuned.adapter().orElse(null);
            lines.addAll(new LanguageModelCheck(tuned.model(), oracle).compare("lora", adapter));
            lines.addAll(new GenerationCheck(tuned.model(), oracle).compare("lora", adapter));
            lines.addAll(new LanguageModelCheck(merged, oracle).compare("merged", null));
            lines.addAll(new GenerationCheck(merged, oracle).compare("merged", null));
            if (adapter != null) {
                lines.addAll(new LanguageModelCheck(model, oracle).gradients(adapter));
            }
        }
        return lines;
    }
}

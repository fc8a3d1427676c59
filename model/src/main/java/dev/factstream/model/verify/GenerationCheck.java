package dev.factstream.model.verify;

import dev.factstream.model.checkpoint.TensorData;
import dev.factstream.model.generate.Generation;
import dev.factstream.model.generate.GenerationRequest;
import dev.factstream.model.generate.Generator;
import dev.factstream.model.generate.SamplingOptions;
import dev.factstream.model.lora.LoraAdapter;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.model.prompt.EncodedPrompt;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Compares greedy continuations. An expected row ends at a stop token if only one repeated token (padding) follows. */
final class GenerationCheck {

    private final VisionLanguageModel model;
    private final Oracle oracle;

    GenerationCheck(VisionLanguageModel model, Oracle oracle) {
        this.model = model;
        this.oracle = oracle;
    }

    /** Compares {@code prefix.greedy_ids} and, up to the first differing token, {@code prefix.greedy_logprobs}. */
    List<QuantityComparison> compare(String prefix, LoraAdapter adapter) {
        TensorData ids = oracle.values().get(prefix + ".greedy_ids");
        if (ids == null) {
            return List.of();
        }
        int width = (int) ids.shape()[1];
        TensorData logProbs = oracle.values().get(prefix + ".greedy_logprobs");
        List<Generation> ours = generate(adapter, width);
        int differing = 0;
        double worst = 0;
        for (int b = 0; b < ours.size(); b++) {
            Generation generation = ours.get(b);
            boolean same = true;
            for (int t = 0; t < end(ids.longs(), b * width, width); t++) {
                boolean equal = ids.longs()[b * width + t] == generation.tokens()[t];
                differing += equal ? 0 : 1;
                same &= equal;
                if (same && logProbs != null) {
                    worst = Math.max(
                            worst,
                            Math.abs(logProbs.floats()[b * width + t]
                                    - generation.logProbs()[t]));
                }
            }
        }
        List<QuantityComparison> lines = new ArrayList<>();
        lines.add(new QuantityComparison(prefix + ".greedy_ids", differing, 0, "differing tokens"));
        if (logProbs != null) {
            lines.add(new QuantityComparison(
                    prefix + ".greedy_logprobs", worst, QuantityComparison.VALUE_TOLERANCE, "absolute"));
        }
        return lines;
    }

    private List<Generation> generate(LoraAdapter adapter, int tokens) {
        try (Generator generator = new Generator(model, oracle.rows().size(), Set.of())) {
            generator.useAdapter(adapter);
            return generator.generate(oracle.rows().stream()
                    .map(row -> new GenerationRequest(
                            new EncodedPrompt(row.ids(), row.pixels()), SamplingOptions.greedy(tokens)))
                    .toList());
        }
    }

    private int end(long[] ids, int first, int width) {
        for (int t = 0; t + 1 < width; t++) {
            if (model.stopTokens().contains((int) ids[first + t])) {
                boolean padding = true;
                for (int later = t + 2; later < width; later++) {
                    padding &= ids[first + later] == ids[first + t + 1];
                }
                if (padding) {
                    return t + 1;
                }
            }
        }
        return width;
    }
}

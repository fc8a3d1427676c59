package dev.factstream.model.lora;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.factstream.model.engine.Gradients;
import java.util.LinkedHashMap;
import java.util.Map;

/** Merges an adapter into weights: W + scale · B A. */
public final class MergedWeights {

    private MergedWeights() {}

    /**
     * @param scope owns the merged matrices and the intermediate results
     * @param weights by canonical name
     * @param adapter null for none
     * @return every weight of {@code weights}; those without an adapter are the same arrays
     */
    public static Map<String, NDArray> of(NDManager scope, Map<String, NDArray> weights, LoraAdapter adapter) {
        Map<String, NDArray> merged = new LinkedHashMap<>(weights);
        if (adapter != null) {
            float scale = (float) adapter.settings().scale();
            try (Gradients paused = Gradients.pause()) {
                adapter.pairs()
                        .forEach((module, pair) -> merged.computeIfPresent(module + ".weight", (name, weight) -> {
                            try (NDArray product = pair.b().matMul(pair.a())) {
                                NDArray sum = product.muli(scale).add(weight);
                                sum.attach(scope);
                                return sum;
                            }
                        }));
            }
        }
        return merged;
    }
}

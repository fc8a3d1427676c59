package dev.factstream.model.checkpoint;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/**
 * Random weights for training from scratch, with the distributions that transformers uses for LLaVA: normal with standard
 * deviation 0.02 in the language model and the projector, CLIP's deviations in the vision tower (transformers'
 * {@code CLIPPreTrainedModel}), norms one, biases zero.
 */
public final class WeightInitialiser {

    /** The standard deviation in the language model and the projector, as in transformers. */
    public static final double TEXT_DEVIATION = 0.02;

    private WeightInitialiser() {}

    /** Returns every tensor of {@code config} by canonical name; the same seed gives the same weights. */
    public static Map<String, TensorData> weights(LlavaConfig config, long seed) {
        return weights(config, seed, TEXT_DEVIATION);
    }

    /** Like {@link #weights(LlavaConfig, long)}, with another standard deviation in the language model and the projector. */
    public static Map<String, TensorData> weights(LlavaConfig config, long seed, double textDeviation) {
        Random random = new Random(seed);
        Map<String, TensorData> weights = new LinkedHashMap<>();
        ExpectedTensors.of(config).forEach((name, shape) -> {
            float[] values = new float[Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact))];
            if (name.contains("norm") && name.endsWith(".weight")) {
                Arrays.fill(values, 1);
            } else if (!name.endsWith(".bias")) {
                double deviation = deviation(name, config, textDeviation);
                for (int i = 0; i < values.length; i++) {
                    values[i] = (float) (deviation * random.nextGaussian());
                }
            }
            weights.put(name, TensorData.of(values, shape));
        });
        return weights;
    }

    private static double deviation(String name, LlavaConfig config, double textDeviation) {
        if (!name.startsWith("vision_tower.") || name.contains("patch_embedding") || name.contains("position")) {
            return textDeviation;
        }
        VisionConfig vision = config.image().orElseThrow().vision();
        double width = 1 / Math.sqrt(vision.hiddenSize());
        double depth = 1 / Math.sqrt(2.0 * vision.layers());
        if (name.contains("fc1")) {
            return 1 / Math.sqrt(2.0 * vision.hiddenSize());
        }
        return name.contains("class_embedding") || name.contains("out_proj") ? width : width * depth;
    }
}

package dev.factstream.model.checkpoint;

/**
 * The configuration of rotary position embeddings.
 *
 * @param type how the inverse frequencies are scaled
 * @param theta base of the geometric series of wavelengths
 * @param factor scaling factor; 1 for {@link Type#DEFAULT}
 * @param lowFrequencyFactor LLAMA3 only: wavelengths above original / this value are divided by the factor
 * @param highFrequencyFactor LLAMA3 only: wavelengths below original / this value are unchanged
 * @param originalMaxPositions LLAMA3 only: context length before the extension
 */
public record RopeConfig(
        Type type,
        double theta,
        double factor,
        double lowFrequencyFactor,
        double highFrequencyFactor,
        int originalMaxPositions) {

    /** Supported values of {@code rope_type}. */
    public enum Type {
        DEFAULT,
        LINEAR,
        LLAMA3
    }

    /** No scaling. */
    public static RopeConfig plain(double theta) {
        return new RopeConfig(Type.DEFAULT, theta, 1, 1, 1, 0);
    }

    /** Reads {@code rope_scaling} (older), which wins in transformers, or {@code rope_parameters} (newer), and {@code rope_theta}. */
    static RopeConfig of(ConfigNode text, int maxPositions) {
        boolean older = !text.raw("rope_scaling").isEmpty();
        ConfigNode scaling = text.child(older ? "rope_scaling" : "rope_parameters");
        double theta = scaling.number("rope_theta", text.number("rope_theta", 10000));
        String key = scaling.has("rope_type") ? "rope_type" : "type";
        String name = scaling.string(key, "default");
        for (ConfigNode node : new ConfigNode[] {text, scaling}) {
            if (node.number("partial_rotary_factor", 1) != 1) {
                throw node.unsupported("partial_rotary_factor", node.raw("partial_rotary_factor"));
            }
        }
        return switch (name) {
            case "default" -> plain(theta);
            case "linear" -> new RopeConfig(Type.LINEAR, theta, scaling.number("factor", 1), 1, 1, 0);
            case "llama3" ->
                new RopeConfig(
                        Type.LLAMA3,
                        theta,
                        scaling.number("factor", 1),
                        scaling.number("low_freq_factor", 1),
                        scaling.number("high_freq_factor", 4),
                        text.integer(
                                "original_max_position_embeddings",
                                scaling.integer("original_max_position_embeddings", maxPositions)));
            default -> throw scaling.unsupported(key, name);
        };
    }

    /** Returns the {@code headDim / 2} inverse frequencies of one head (formulas of transformers' modeling_rope_utils). */
    public double[] inverseFrequencies(int headDim) {
        double[] frequencies = new double[headDim / 2];
        for (int i = 0; i < frequencies.length; i++) {
            frequencies[i] = scaled(Math.pow(theta, -2.0 * i / headDim));
        }
        return frequencies;
    }

    private double scaled(double frequency) {
        return switch (type) {
            case DEFAULT -> frequency;
            case LINEAR -> frequency / factor;
            case LLAMA3 -> {
                double wavelength = 2 * Math.PI / frequency;
                double smooth = (originalMaxPositions / wavelength - lowFrequencyFactor)
                        / (highFrequencyFactor - lowFrequencyFactor);
                double kept = Math.min(1, Math.max(0, smooth));
                yield (1 - kept) * frequency / factor + kept * frequency;
            }
        };
    }
}

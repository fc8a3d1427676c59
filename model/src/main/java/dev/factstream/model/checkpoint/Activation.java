package dev.factstream.model.checkpoint;

/** Activation functions by the names Hugging Face gives them. */
public enum Activation {
    SILU("silu", "torch.silu(x)"),
    GELU("gelu", "torch.gelu(x)"),
    /** The tanh approximation; Hugging Face has two names for it. */
    GELU_NEW("gelu_new", "torch.gelu(x, approximate=\"tanh\")"),
    GELU_TANH("gelu_pytorch_tanh", "torch.gelu(x, approximate=\"tanh\")"),
    QUICK_GELU("quick_gelu", "x * torch.sigmoid(1.702 * x)"),
    RELU("relu", "torch.relu(x)"),
    LINEAR("linear", "x");

    private final String key;
    private final String script;

    Activation(String key, String script) {
        this.key = key;
        this.script = script;
    }

    /** The name in config.json. */
    public String key() {
        return key;
    }

    /** TorchScript expression of {@code x}. */
    public String script() {
        return script;
    }

    static Activation of(ConfigNode config, String name, Activation otherwise) {
        String key = config.string(name, otherwise.key);
        for (Activation activation : values()) {
            if (activation.key.equals(key)) {
                return activation;
            }
        }
        if (key.equals("swish")) {
            return SILU;
        }
        throw config.unsupported(name, key);
    }
}

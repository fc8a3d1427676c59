package dev.factstream.model.checkpoint;

/** Activation functions, by their Hugging Face names. */
public enum Activation {
    SILU("silu", "torch.silu(x)", "torch.silu_backward(g, x)"),
    GELU("gelu", "torch.gelu(x)", "torch.gelu_backward(g, x)"),
    /** The tanh approximation; Hugging Face uses two names for it. */
    GELU_NEW("gelu_new", "torch.gelu(x, approximate=\"tanh\")", "torch.gelu_backward(g, x, approximate=\"tanh\")"),
    GELU_TANH(
            "gelu_pytorch_tanh",
            "torch.gelu(x, approximate=\"tanh\")",
            "torch.gelu_backward(g, x, approximate=\"tanh\")"),
    QUICK_GELU("quick_gelu", "x * torch.sigmoid(1.702 * x)", "torch.silu_backward(g, 1.702 * x)"),
    RELU("relu", "torch.relu(x)", "torch.threshold_backward(g, x, 0)"),
    LINEAR("linear", "x", "g");

    private final String key;
    private final String script;
    private final String gradient;

    Activation(String key, String script, String gradient) {
        this.key = key;
        this.script = script;
        this.gradient = gradient;
    }

    /** The name in config.json. */
    public String key() {
        return key;
    }

    /** TorchScript expression of {@code x}. */
    public String script() {
        return script;
    }

    /** TorchScript expression for the gradient of {@code x}, given {@code x} and {@code g}, the gradient of {@link #script}. */
    public String gradient() {
        return gradient;
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

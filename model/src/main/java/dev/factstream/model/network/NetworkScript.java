package dev.factstream.model.network;

import dev.factstream.model.checkpoint.Activation;
import dev.factstream.model.checkpoint.LlavaConfig;
import dev.factstream.model.checkpoint.LlavaConfig.ImageInput;
import dev.factstream.model.checkpoint.TextConfig;
import dev.factstream.model.checkpoint.VisionConfig;
import dev.factstream.model.engine.ScriptSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Builds the network's script for one configuration: the sizes of the model become constants in the code. */
final class NetworkScript {

    /** Up to this vocabulary size, sampling uses one block; a larger vocabulary has blocks of columns, and a draw sums over one. */
    private static final int ONE_BLOCK = 1024;

    private static final int BLOCK = 256;

    private final Map<String, String> constants = new LinkedHashMap<>();

    private NetworkScript() {}

    static ScriptSource of(LlavaConfig config) {
        NetworkScript source = new NetworkScript();
        source.text(config.text());
        ScriptSource methods = part("common")
                .and(part("language"))
                .and(part("adapting"))
                .and(part("decoding"))
                .and(part("sampling"));
        if (config.image().isPresent()) {
            source.image(config.image().get());
            methods = methods.and(part("vision"));
        }
        return methods.with(source.constants);
    }

    private static ScriptSource part(String name) {
        return ScriptSource.resource(NetworkScript.class, name + ".ts.py");
    }

    private void text(TextConfig text) {
        put("HIDDEN", text.hiddenSize());
        put("VOCABULARY", text.vocabSize());
        put("BLOCK", text.vocabSize() <= ONE_BLOCK ? text.vocabSize() : BLOCK);
        put("INTERMEDIATE", text.intermediateSize());
        put("INNER_BLOCK", innerBlock(text.intermediateSize()));
        put("TEXT_LAYERS", text.layers());
        put("HEADS", text.heads());
        put("KV_HEADS", text.kvHeads());
        put("GROUPS", text.heads() / text.kvHeads());
        put("HEAD_DIM", text.headDim());
        put("ATTENTION_SCALE", 1 / Math.sqrt(text.headDim()));
        put("TEXT_EPS", text.rmsNormEps());
        put("HIDDEN_ROOT", Math.sqrt(text.hiddenSize()));
        put("TEXT_EPS_ROOT", Math.sqrt(text.rmsNormEps()));
        put("TEXT_ACTIVATION", text.activation());
        put("TEXT_ACTIVATION_GRADIENT", text.activation().gradient());
    }

    /** The widest block that divides {@code columns} evenly: products of few rows are slower above 384 columns and below 64. */
    private static int innerBlock(int columns) {
        return IntStream.iterate(384, width -> width >= 64, width -> width - 1)
                .filter(width -> columns % width == 0)
                .findFirst()
                .orElse(columns);
    }

    private void image(ImageInput image) {
        VisionConfig vision = image.vision();
        put("VISION_HIDDEN", vision.hiddenSize());
        put("VISION_LAYERS", vision.layers());
        put("VISION_HEADS", vision.heads());
        put("VISION_EPS", vision.layerNormEps());
        put("VISION_ACTIVATION", vision.activation());
        put("PATCH", vision.patchSize());
        put("VISION_DEPTH", Collections.max(image.featureLayers()));
        put(
                "FEATURE_LAYERS",
                image.featureLayers().stream().map(String::valueOf).collect(Collectors.joining(", ")));
        put("DROP_CLASS_TOKEN", image.dropClassToken() ? "True" : "False");
        put("PROJECTOR_ACTIVATION", image.projectorActivation());
    }

    private void put(String name, Object value) {
        constants.put(name, value instanceof Activation activation ? activation.script() : value.toString());
    }
}

package dev.factstream.model.network;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.factstream.model.checkpoint.CheckpointFolder;
import dev.factstream.model.checkpoint.CheckpointWriter;
import dev.factstream.model.checkpoint.LlavaConfig;
import dev.factstream.model.checkpoint.SpecialTokenIds;
import dev.factstream.model.checkpoint.TensorData;
import dev.factstream.model.checkpoint.TensorHash;
import dev.factstream.model.checkpoint.WeightInitialiser;
import dev.factstream.model.engine.ScriptArgument;
import dev.factstream.model.engine.ScriptModule;
import dev.factstream.model.image.ImageProcessor;
import dev.factstream.model.lora.LoraAdapter;
import dev.factstream.model.lora.MergedWeights;
import dev.factstream.model.lora.PeftAdapter;
import dev.factstream.model.prompt.ChatTemplate;
import dev.factstream.model.prompt.PromptEncoder;
import dev.factstream.model.tokenizer.Tokenizer;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * LLaVA (CLIP vision tower, projector, Llama), or a plain Llama, in fp32 on one device; decoders use copies of its language model
 * in its {@link Precision}.
 *
 * <p>The {@code scope} given to a method owns the arrays that the method returns. Methods are thread-safe as long as no thread
 * updates the weights. With {@code gradients}, the operations are recorded for a backward pass if
 * {@link dev.factstream.model.engine.Gradients} is open on this thread; without, results are constants in any later graph.
 */
public final class VisionLanguageModel implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(VisionLanguageModel.class);

    private final NDManager manager;
    private final LlavaConfig config;
    private final Path folder;
    private final Map<String, NDArray> weights;
    private final Precision precision;
    private final ScriptModule script;
    private final NDArray noBias;
    private final NDArray noAdapter;
    private final List<NDArray> language;
    private final List<NDArray> vision;
    private final List<NDArray> projector;
    private final Tokenizer tokenizer;
    private final Optional<ImageProcessor> imageProcessor;
    private final Set<Integer> stopTokens;

    private VisionLanguageModel(
            NDManager manager, Path folder, LlavaConfig config, Map<String, NDArray> weights, Precision precision) {
        this.manager = manager;
        this.precision = precision;
        this.folder = folder;
        this.config = config;
        this.weights = weights;
        script = ScriptModule.compile(NetworkScript.of(config), manager.getDevice());
        noBias = manager.create(new Shape(0));
        noAdapter = manager.create(new Shape(0)); // a second array, since one cannot be passed as two arguments
        language = NetworkWeights.language(manager, config.text(), weights, noBias);
        vision = config.image()
                .map(image -> NetworkWeights.vision(image, weights, noBias))
                .orElse(List.of());
        projector = config.image()
                .map(image -> NetworkWeights.projector(weights, noBias))
                .orElse(List.of());
        tokenizer = Tokenizer.load(folder);
        imageProcessor = config.image().map(image -> ImageProcessor.load(folder));
        imageProcessor.ifPresent(processor -> processor.requireSide(
                folder, config.image().orElseThrow().vision().imageSize()));
        stopTokens = StopTokens.of(folder, tokenizer);
        TokenLimits.check(folder, config, tokenizer, stopTokens);
    }

    /**
     * Loads a Hugging Face folder, for inference in fp32.
     *
     * @throws dev.factstream.model.checkpoint.ModelFormatException naming the missing, unexpected or unsupported part
     */
    public static VisionLanguageModel load(Path folder, Device device) {
        return load(folder, device, Precision.FP32);
    }

    /** @param precision of the copies of the language model's weights for inference */
    public static VisionLanguageModel load(Path folder, Device device, Precision precision) {
        CheckpointFolder checkpoint = CheckpointFolder.read(folder);
        ChatTemplate.otherLayout(folder)
                .ifPresent(file -> LOG.warn(
                        "{}: the chat template in {} is not LLaVA-1.5's; prompts are USER: ... ASSISTANT: all the same",
                        folder,
                        file));
        NDManager manager = NDManager.newBaseManager(device, "PyTorch");
        Map<String, NDArray> weights = new LinkedHashMap<>();
        checkpoint.tensors().forEach((name, tensor) -> {
            NDArray array = manager.create(FloatBuffer.wrap(tensor.floats()), new Shape(tensor.shape()));
            weights.put(name, array);
        });
        return new VisionLanguageModel(manager, folder, checkpoint.config(), weights, precision);
    }

    /**
     * Creates a model with random weights and loads it.
     *
     * @param folder where the complete checkpoint is written
     * @param tokenizerFolder tokenizer files, and optionally a preprocessor_config.json that replaces the default (CLIP's)
     * @param seed of the weights
     */
    public static VisionLanguageModel initialise(
            Path folder, LlavaConfig config, Path tokenizerFolder, long seed, Device device) {
        Map<String, TensorData> weights = WeightInitialiser.weights(config, seed);
        CheckpointWriter.write(folder, config, weights, tokenizerFolder, ids(Tokenizer.load(tokenizerFolder)));
        return load(folder, device);
    }

    /** Returns an independent model with {@code adapter} merged into its weights. */
    public VisionLanguageModel merged(LoraAdapter adapter) {
        return changed(scratch -> MergedWeights.of(scratch, weights, adapter));
    }

    /** Returns an independent model with an adapter of any kind merged into its weights. */
    public VisionLanguageModel merged(PeftAdapter adapter) {
        return changed(scratch -> adapter.apply(scratch, weights));
    }

    private VisionLanguageModel changed(Function<NDManager, Map<String, NDArray>> change) {
        NDManager independent = NDManager.newBaseManager(manager.getDevice(), "PyTorch");
        Map<String, NDArray> copies = new LinkedHashMap<>();
        try (NDManager scratch = manager.newSubManager()) {
            change.apply(scratch)
                    .forEach((name, array) ->
                            copies.put(name, independent.create(array.toFloatArray(), array.getShape())));
        } catch (RuntimeException e) {
            independent.close();
            throw e;
        }
        LlavaConfig changed = copies.containsKey("lm_head.weight") ? config.withSeparateHead() : config;
        return new VisionLanguageModel(independent, folder, changed, copies, precision);
    }

    /** Writes the current weights, the configuration and the tokenizer files to a folder that transformers can load. */
    public void save(Path target) {
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        weights.forEach((name, array) -> tensors.put(
                name, TensorData.of(array.toFloatArray(), array.getShape().getShape())));
        CheckpointWriter.write(target, config, tensors, folder, ids(tokenizer));
    }

    private static SpecialTokenIds ids(Tokenizer tokenizer) {
        return new SpecialTokenIds(tokenizer.bos(), tokenizer.eos(), tokenizer.pad());
    }

    /** The precision of decoders and scorers; training always uses fp32. */
    public Precision precision() {
        return precision;
    }

    /** The parsed config.json. */
    public LlavaConfig config() {
        return config;
    }

    /** The folder from which the model was loaded. */
    public Path folder() {
        return folder;
    }

    /** The tokenizer from the model folder. */
    public Tokenizer tokenizer() {
        return tokenizer;
    }

    /** The image preprocessing; empty for a text-only model. */
    public Optional<ImageProcessor> imageProcessor() {
        return imageProcessor;
    }

    /** Tokens that end an answer. */
    public Set<Integer> stopTokens() {
        return stopTokens;
    }

    /** Returns an encoder for prompts of at most {@code limit} tokens, image included. */
    public PromptEncoder promptEncoder(int limit) {
        return PromptEncoder.of(config, tokenizer, limit);
    }

    /** Returns an encoder for prompts up to the model's maximum length. */
    public PromptEncoder promptEncoder() {
        return promptEncoder(config.text().maxPositions());
    }

    /** The hash of the current weights. */
    public String baseHash() {
        TensorHash hash = new TensorHash();
        weights.forEach((name, array) -> hash.add(name, array.getShape().getShape(), array::toFloatArray));
        return hash.hex();
    }

    /** The weights by canonical name, in checkpoint order; updating them in place updates the model. */
    public Map<String, NDArray> weights() {
        return Collections.unmodifiableMap(weights);
    }

    /** Creates a manager on the model's device for one call or one step; closing it frees its arrays. */
    public NDManager newScope() {
        return manager.newSubManager();
    }

    /** The network's script, for use by the packages of this module. */
    public ScriptModule script() {
        return script;
    }

    /** The weights of the language model in script order, rotary tables included. */
    public List<NDArray> languageWeights() {
        return language;
    }

    /** The output embedding [V, H]: {@code lm_head}, or the input embedding if tied. */
    public NDArray head() {
        NDArray untied = weights.get("lm_head.weight");
        return untied != null ? untied : weights.get("language_model.embed_tokens.weight");
    }

    /**
     * Computes the image features that the language model receives: vision tower and projector.
     *
     * @param pixels [B, channels, side, side]
     * @return [B, tokens, H]
     */
    public NDArray imageFeatures(NDManager scope, NDArray pixels, boolean gradients) {
        return call(
                        scope,
                        gradients,
                        "image_features",
                        ScriptArgument.of(pixels),
                        ScriptArgument.of(vision),
                        ScriptArgument.of(projector))
                .singletonOrThrow();
    }

    /** Computes the vision tower's hidden states before the first and after each layer, each [B, 1 + patches, W]. */
    public List<NDArray> visionStates(NDManager scope, NDArray pixels) {
        return call(scope, false, "all_vision_states", ScriptArgument.of(pixels), ScriptArgument.of(vision));
    }

    /** Returns images as one array [B, channels, side, side]. */
    public NDArray pixels(NDManager scope, List<float[]> images) {
        var input = config.image().orElseThrow().vision();
        int size = input.channels() * input.imageSize() * input.imageSize();
        float[] all = new float[images.size() * size];
        for (int i = 0; i < images.size(); i++) {
            if (images.get(i).length != size) {
                throw new IllegalArgumentException("an image has " + images.get(i).length
                        + " values after preprocessing, the vision tower reads " + size);
            }
            System.arraycopy(images.get(i), 0, all, i * size, size);
        }
        return scope.create(all, new Shape(images.size(), input.channels(), input.imageSize(), input.imageSize()));
    }

    /**
     * Computes hidden states after the final norm.
     *
     * @param adapter applied in addition to the weights; null for none
     * @return [B, T, H], T the longest row; values after the end of a row are undefined
     */
    public NDArray hiddenStates(NDManager scope, TokenBatch batch, LoraAdapter adapter, boolean gradients) {
        return hiddenStates(scope, PaddedBatch.of(batch, config.image()), null, adapter, gradients);
    }

    /**
     * Computes hidden states after the final norm, for rows that the caller has padded on either side.
     *
     * @param visible [B, 1, T, T] of booleans, the attention mask: true where a position attends to another; null for causal
     *     attention
     * @param adapter applied in addition to the weights; null for none
     * @return [B, T, H]
     */
    public NDArray hiddenStates(
            NDManager scope, PaddedBatch packed, NDArray visible, LoraAdapter adapter, boolean gradients) {
        if (packed.length() > config.text().maxPositions()) {
            throw new IllegalArgumentException("a sequence has " + packed.length() + " tokens, the model has "
                    + config.text().maxPositions() + " positions");
        }
        NDManager inputs = scope.newSubManager();
        try {
            NDArray features = packed.features().orElseGet(() -> features(inputs, packed.images(), gradients));
            return call(
                            scope,
                            gradients,
                            "hidden_states",
                            ScriptArgument.of(inputs.create(packed.ids(), new Shape(packed.rows(), packed.length()))),
                            ScriptArgument.of(features),
                            ScriptArgument.of(inputs.create(packed.places())),
                            ScriptArgument.of(inputs.create(packed.sources())),
                            ScriptArgument.of(visible == null ? inputs.create(new Shape(0)) : visible),
                            ScriptArgument.of(language),
                            ScriptArgument.of(
                                    adapter == null ? List.of(noAdapter) : adapter.scriptArgument(config.text())))
                    .singletonOrThrow();
        } finally {
            release(inputs, gradients);
        }
    }

    NDArray features(NDManager scope, List<float[]> images, boolean gradients) {
        return images.isEmpty() ? scope.create(new Shape(0)) : imageFeatures(scope, pixels(scope, images), gradients);
    }

    /** Returns rows [M, H] of the flattened {@code hidden} [B, T, H]. */
    NDArray rowsAt(NDManager scope, NDArray hidden, long[] places, boolean gradients) {
        NDManager inputs = scope.newSubManager();
        try {
            return call(scope, gradients, "at", ScriptArgument.of(hidden), ScriptArgument.of(inputs.create(places)))
                    .singletonOrThrow();
        } finally {
            release(inputs, gradients);
        }
    }

    /** Computes logits, [.., V] for hidden [.., H]. */
    public NDArray logits(NDManager scope, NDArray hidden, boolean gradients) {
        return call(scope, gradients, "logits", ScriptArgument.of(hidden), ScriptArgument.of(head()))
                .singletonOrThrow();
    }

    /**
     * Computes log-probabilities of the response tokens and entropies of the distributions they were drawn from, both of
     * softmax(logits / temperature) in fp32.
     *
     * @param hidden the result of {@link #hiddenStates} for {@code batch}
     * @return both [B, R], R the longest response; 0 after the end of a response
     */
    public TokenStatistics tokenStatistics(
            NDManager scope, NDArray hidden, TokenBatch batch, float temperature, boolean gradients) {
        NDManager inputs = scope.newSubManager();
        try {
            ResponseTokens tokens = ResponseTokens.of(batch);
            NDList result = call(
                    scope,
                    gradients,
                    "token_statistics",
                    ScriptArgument.of(hidden),
                    ScriptArgument.of(head()),
                    ScriptArgument.of(inputs.create(tokens.places())),
                    ScriptArgument.of(inputs.create(tokens.targets())),
                    ScriptArgument.of(inputs.create(tokens.cells())),
                    ScriptArgument.of(inputs.create(new Shape(batch.rows().size(), batch.responseLength()))),
                    ScriptArgument.of(inputs.create(temperature)));
            return new TokenStatistics(result.get(0), result.get(1));
        } finally {
            release(inputs, gradients);
        }
    }

    /**
     * Like {@link #tokenStatistics(NDManager, NDArray, TokenBatch, float, boolean)}, for the hidden states that predict M tokens.
     *
     * @param rows [M, H]
     * @param targets the tokens
     * @return both [M]
     */
    public TokenStatistics tokenStatistics(
            NDManager scope, NDArray rows, long[] targets, float temperature, boolean gradients) {
        NDManager inputs = scope.newSubManager();
        try {
            NDList result = call(
                    scope,
                    gradients,
                    "row_statistics",
                    ScriptArgument.of(rows),
                    ScriptArgument.of(head()),
                    ScriptArgument.of(inputs.create(targets)),
                    ScriptArgument.of(inputs.create(temperature)));
            return new TokenStatistics(result.get(0), result.get(1));
        } finally {
            release(inputs, gradients);
        }
    }

    /**
     * Closes inputs unless gradients are recorded. An array created from Java values borrows their memory, and a recorded graph
     * keeps such arrays (indices, pixels) for the backward pass without owning it: they must live as long as the scope.
     */
    private static void release(NDManager inputs, boolean gradients) {
        if (!gradients) {
            inputs.close();
        }
    }

    private NDList call(NDManager scope, boolean gradients, String method, ScriptArgument... arguments) {
        if (gradients) {
            return script.record(scope, method, arguments);
        }
        try (NDManager inference = scope.newSubManager()) {
            NDList results = script.infer(inference, method, arguments);
            NDList ordinary = new NDList(results.size()); // inference tensors cannot be saved for a backward pass
            for (NDArray result : results) {
                NDArray copy = result.duplicate();
                copy.attach(scope);
                ordinary.add(copy);
            }
            return ordinary;
        }
    }

    /** Frees weights and compiled code. */
    @Override
    public void close() {
        script.close();
        manager.close();
    }
}

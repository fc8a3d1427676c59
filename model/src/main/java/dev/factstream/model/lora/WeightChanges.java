package dev.factstream.model.lora;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.factstream.model.checkpoint.TensorData;
import dev.factstream.model.engine.Gradients;
import dev.factstream.model.engine.ScriptArgument;
import dev.factstream.model.engine.ScriptModule;
import dev.factstream.model.engine.ScriptSource;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an adapter of any kind does to the weights of a model, for inference: LoRA with ranks and scales of single modules on
 * any linear layer, DoRA, biases, replaced weights, and the initialisations that change the base.
 *
 * @param changes the adapters of single modules
 * @param initialisation how the weights of these modules change first
 * @param dora whether the rows of the changed weights get the lengths of {@link ModuleChange#magnitude}, or their earlier
 *     lengths where that is absent
 * @param replacements weights that replace those of the model, by canonical name
 */
record WeightChanges(
        List<ModuleChange> changes,
        PeftConfig.Initialisation initialisation,
        boolean dora,
        Map<String, TensorData> replacements) {

    private static final String EMBEDDING = "language_model.embed_tokens.weight";
    private static final String HEAD = "lm_head.weight";

    /**
     * Returns all weights after the changes.
     *
     * @param scope owns the changed weights and intermediate results
     * @param weights by canonical name; not modified. Without {@code lm_head.weight} the output embedding is that of the input;
     *     the result has one of its own if the changes make the two differ
     */
    Map<String, NDArray> apply(NDManager scope, Map<String, NDArray> weights) {
        Map<String, NDArray> changed = new LinkedHashMap<>(weights);
        if (!weights.containsKey(HEAD) && separatesHead()) {
            changed.put(HEAD, weights.get(EMBEDDING));
        }
        try (Gradients paused = Gradients.pause();
                ScriptModule script = ScriptModule.compile(
                        ScriptSource.resource(WeightChanges.class, "initialisation.ts.py"), scope.getDevice())) {
            Map<String, NDArray> initialised = new LinkedHashMap<>();
            for (ModuleChange change : changes) {
                String name = change.module() + ".weight";
                initialised.put(name, initialised(scope, script, change, changed.get(name)));
            }
            Map<String, NDArray> before = new LinkedHashMap<>(changed);
            changed.putAll(initialised);
            replacements.forEach((name, tensor) -> changed.put(name, array(scope, tensor)));
            for (ModuleChange change : changes) {
                String name = change.module() + ".weight";
                changed.put(name, adapted(scope, script, change, changed.get(name), before.get(name)));
                change.bias()
                        .ifPresent(bias -> changed.computeIfPresent(
                                change.module() + ".bias",
                                (key, old) -> old.add(array(scope, bias).muli((float) change.scale()))));
            }
        }
        return changed;
    }

    /** Whether the output embedding differs from the input embedding afterwards. */
    boolean separatesHead() {
        return replacements.containsKey(HEAD)
                || replacements.containsKey(EMBEDDING)
                || changes.stream()
                        .anyMatch(change ->
                                HEAD.startsWith(change.module() + ".") || EMBEDDING.startsWith(change.module() + "."));
    }

    private NDArray initialised(NDManager scope, ScriptModule script, ModuleChange change, NDArray weight) {
        if (initialisation == PeftConfig.Initialisation.ORDINARY || change.transposed()) {
            return weight;
        }
        String method =
                initialisation == PeftConfig.Initialisation.PISSA ? "without_principal" : "without_first_columns";
        return call(scope, script, method, weight, scope.create((long) change.rank()), scope.create((float)
                change.scale()));
    }

    private NDArray adapted(NDManager scope, ScriptModule script, ModuleChange change, NDArray weight, NDArray before) {
        Shape shape = weight.getShape();
        NDArray a = array(scope, change.a()).reshape(change.rank(), -1);
        NDArray b = array(scope, change.b()).reshape(-1, change.rank());
        NDArray product = b.matMul(a).muli((float) change.scale());
        NDArray sum = weight.add((change.transposed() ? product.transpose() : product).reshape(shape));
        if (!dora) {
            return sum;
        }
        NDArray lengths = change.magnitude()
                .map(magnitude -> array(scope, magnitude))
                .orElseGet(() -> call(scope, script, "lengths", before));
        return sum.mul(lengths.div(call(scope, script, "lengths", sum)).reshape(-1, 1));
    }

    private static NDArray call(NDManager scope, ScriptModule script, String method, NDArray... arguments) {
        ScriptArgument[] passed = new ScriptArgument[arguments.length];
        for (int i = 0; i < arguments.length; i++) {
            passed[i] = ScriptArgument.of(arguments[i]);
        }
        NDArray copy = script.infer(scope, method, passed).singletonOrThrow().duplicate();
        copy.attach(scope);
        return copy;
    }

    static NDArray array(NDManager scope, TensorData tensor) {
        return scope.create(FloatBuffer.wrap(tensor.floats()), new Shape(tensor.shape()));
    }
}

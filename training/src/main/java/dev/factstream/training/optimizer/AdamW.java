package dev.factstream.training.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.factstream.model.engine.Gradients;
import dev.factstream.model.engine.ScriptArgument;
import dev.factstream.model.engine.ScriptModule;
import dev.factstream.model.engine.ScriptSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * AdamW (arXiv 1711.05101) over named arrays, in place, with one global gradient norm. One instance per network, so that a
 * critic's large gradients do not shrink the policy's. A step is a single call into the engine. Not thread-safe.
 */
public final class AdamW implements AutoCloseable {

    private final Map<String, NDArray> weights;
    private final AdamWOptions options;
    private final NDManager manager;
    private final ScriptModule script;
    private final List<NDArray> first = new ArrayList<>();
    private final List<NDArray> second = new ArrayList<>();
    private long steps;

    /**
     * @param weights arrays to optimise, which the caller still owns; each must require a gradient
     * @param parent manager whose device holds the moments
     */
    public AdamW(Map<String, NDArray> weights, AdamWOptions options, NDManager parent) {
        this.weights = new LinkedHashMap<>(weights);
        this.options = options;
        manager = parent.newSubManager();
        script = ScriptModule.compile(ScriptSource.resource(AdamW.class, "adamw.py"), manager.getDevice());
        for (NDArray weight : weights.values()) {
            first.add(manager.zeros(weight.getShape(), weight.getDataType()));
            second.add(manager.zeros(weight.getShape(), weight.getDataType()));
        }
    }

    /**
     * Takes one step with the gradients accumulated in the weights, then sets the gradients to zero.
     *
     * @return the global gradient norm before clipping
     * @throws NonFiniteException if that norm is not finite; weights and moments then stay unchanged
     */
    public double step(double rate) {
        return step(rate, 0);
    }

    /**
     * Like {@link #step(double)}, but clips by the joint norm with the gradients of another optimizer.
     *
     * @param otherNorm global norm of the other gradients
     */
    public double step(double rate, double otherNorm) {
        List<NDArray> arrays = List.copyOf(weights.values());
        try (NDManager scope = manager.newSubManager()) {
            List<NDArray> gradients = gradients(scope);
            NDArray hyper = scope.create(new double[] {
                rate,
                options.beta1(),
                options.beta2(),
                options.epsilon(),
                options.weightDecay(),
                options.largestNorm(),
                steps + 1,
                otherNorm
            });
            double norm = script.infer(
                            scope,
                            "step",
                            ScriptArgument.of(arrays),
                            ScriptArgument.of(gradients),
                            ScriptArgument.of(first),
                            ScriptArgument.of(second),
                            ScriptArgument.of(hyper))
                    .get(0)
                    .getDouble();
            if (!Double.isFinite(norm)) {
                throw new NonFiniteException("gradient norm is " + norm + " at step " + (steps + 1));
            }
            steps++;
            return norm;
        } finally {
            Gradients.zero(weights.values());
        }
    }

    /** The global norm of the gradients accumulated in the weights; does not change them. */
    public double gradientNorm() {
        try (NDManager scope = manager.newSubManager()) {
            return script.infer(scope, "norm", ScriptArgument.of(gradients(scope)))
                    .get(0)
                    .getDouble();
        }
    }

    /** Sets the accumulated gradients to zero without a step. */
    public void zeroGradients() {
        Gradients.zero(weights.values());
    }

    private List<NDArray> gradients(NDManager scope) {
        return weights.values().stream().map(w -> Gradients.of(scope, w)).toList();
    }

    /** Number of steps taken. */
    public long steps() {
        return steps;
    }

    /**
     * The moments by name: {@code first.<weight>} and {@code second.<weight>}. To restore saved ones, overwrite the
     * values of the arrays.
     */
    public Map<String, NDArray> moments() {
        Map<String, NDArray> moments = new LinkedHashMap<>();
        int i = 0;
        for (String name : weights.keySet()) {
            moments.put("first." + name, first.get(i));
            moments.put("second." + name, second.get(i));
            i++;
        }
        return moments;
    }

    /** Continues from a saved step count, after the caller has overwritten the arrays of {@link #moments()}. */
    public void resumeAt(long savedSteps) {
        steps = savedSteps;
    }

    /** Frees the moments. */
    @Override
    public void close() {
        script.close();
        manager.close();
    }
}

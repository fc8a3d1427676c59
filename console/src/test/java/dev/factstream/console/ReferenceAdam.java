package dev.factstream.console;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.factstream.model.engine.Gradients;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/** Adam as its paper writes it (arXiv 1412.6980), element by element in doubles, after clipping to a global norm of 1. */
final class ReferenceAdam {
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double EPSILON = 1e-8;

    private final List<NDArray> weights;
    private final double rate;
    private final List<double[]> means = new ArrayList<>();
    private final List<double[]> squares = new ArrayList<>();
    private int steps;

    ReferenceAdam(List<NDArray> weights, double rate) {
        this.weights = weights;
        this.rate = rate;
        for (NDArray weight : weights) {
            means.add(new double[(int) weight.size()]);
            squares.add(new double[(int) weight.size()]);
        }
    }

    /** Makes one step with the gradients of the weights and clears them. */
    void step(NDManager scope) {
        List<float[]> gradients = weights.stream()
                .map(weight -> Gradients.of(scope, weight).toFloatArray())
                .toList();
        double norm = 0;
        for (float[] gradient : gradients) {
            for (float g : gradient) {
                norm += (double) g * g;
            }
        }
        double scale = Math.min(1, 1 / (Math.sqrt(norm) + 1e-6));
        steps++;
        for (int i = 0; i < gradients.size(); i++) {
            float[] values = weights.get(i).toFloatArray();
            for (int j = 0; j < values.length; j++) {
                double g = scale * gradients.get(i)[j];
                double[] m = means.get(i);
                double[] v = squares.get(i);
                m[j] = BETA1 * m[j] + (1 - BETA1) * g;
                v[j] = BETA2 * v[j] + (1 - BETA2) * g * g;
                double mean = m[j] / (1 - Math.pow(BETA1, steps));
                double square = v[j] / (1 - Math.pow(BETA2, steps));
                values[j] -= (float) (rate * mean / (Math.sqrt(square) + EPSILON));
            }
            weights.get(i).set(FloatBuffer.wrap(values));
        }
        Gradients.zero(weights);
    }
}

package dev.factstream.model.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.Collection;

/**
 * Records gradients on the current thread. Torch keeps the mode per thread, so one thread may train while others generate.
 * DJL's {@code GradientCollector}, in contrast, may be open only once per process and clears every gradient of the process.
 *
 * <pre>{@code
 * try (Gradients gradients = Gradients.record()) {
 *     NDArray loss = ...;
 *     gradients.backward(loss);
 * }
 * }</pre>
 *
 * <p>Not thread-safe: open, use and close it on one thread.
 */
public final class Gradients implements AutoCloseable {

    private final boolean before;

    private Gradients(boolean mode) {
        before = JniUtils.isGradMode();
        JniUtils.setGradMode(mode);
    }

    /** Starts recording operations on arrays that require a gradient, until closed. */
    public static Gradients record() {
        return new Gradients(true);
    }

    /** Suspends recording until closed, for updating weights in place. */
    public static Gradients pause() {
        return new Gradients(false);
    }

    /** Adds d loss / d x to the gradient of every x that requires one, and frees the recorded graph. */
    public void backward(NDArray loss) {
        try (NDArray seed = loss.onesLike()) {
            backward(loss, seed);
        }
    }

    /** Runs the backward pass from an array of any shape: {@code upstream} is d objective / d output. */
    public void backward(NDArray output, NDArray upstream) {
        JniUtils.backward((PtNDArray) output, (PtNDArray) upstream, false, false);
    }

    /** Returns the accumulated gradient of {@code array} in {@code scope}, in the shape of {@code array}; zeros if it has none. */
    public static NDArray of(NDManager scope, NDArray array) {
        if (!array.hasGradient()) {
            return scope.zeros(array.getShape(), array.getDataType());
        }
        NDArray gradient = array.getGradient();
        gradient.attach(scope);
        return gradient;
    }

    /** Adds an externally computed {@code gradient} to the gradient of {@code array}; both have the same shape. */
    public static void add(NDArray array, NDArray gradient) {
        JniUtils.backward((PtNDArray) array, (PtNDArray) gradient, false, false);
    }

    /** Sets the gradients of {@code arrays} to zero; torch accumulates gradients over backward passes. */
    public static void zero(Collection<NDArray> arrays) {
        for (NDArray array : arrays) {
            PtNDArray tensor = (PtNDArray) array;
            PtNDArray gradient = tensor.hasGradient() ? JniUtils.getGradient(tensor) : null;
            if (gradient != null) { // null before the first backward pass
                gradient.close();
                JniUtils.zeroGrad(tensor);
            }
        }
    }

    /** Restores the previous mode of this thread. */
    @Override
    public void close() {
        JniUtils.setGradMode(before);
    }
}

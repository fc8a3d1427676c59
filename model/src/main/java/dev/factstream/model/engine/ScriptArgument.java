package dev.factstream.model.engine;

import ai.djl.ndarray.NDArray;
import java.util.List;

/**
 * One argument of a script method: a {@code Tensor} or a {@code List[Tensor]}. Scalars are passed as tensors without
 * dimensions, so that calls with and without gradients take the same arguments.
 *
 * @param tensors the tensors to pass; never empty, since the engine cannot pass an empty list
 * @param list whether the method's parameter is a list
 */
public record ScriptArgument(List<NDArray> tensors, boolean list) {

    /** @throws IllegalArgumentException for an empty list: pass a list of one empty tensor and check numel() in the script */
    public ScriptArgument {
        tensors = List.copyOf(tensors);
        if (tensors.isEmpty()) {
            throw new IllegalArgumentException("a script argument needs at least one tensor");
        }
    }

    /** An argument for a parameter of type {@code Tensor}. */
    public static ScriptArgument of(NDArray tensor) {
        return new ScriptArgument(List.of(tensor), false);
    }

    /** An argument for a parameter of type {@code List[Tensor]}. */
    public static ScriptArgument of(List<NDArray> tensors) {
        return new ScriptArgument(tensors, true);
    }
}

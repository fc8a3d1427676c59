package dev.factstream.model.lora;

import dev.factstream.model.checkpoint.TensorData;
import java.util.Optional;

/**
 * The adapter of one module of any kind: linear layer, embedding or convolution.
 *
 * @param module canonical name
 * @param rank inner dimension
 * @param scale factor of B A
 * @param a [rank, in], with the dimensions of {@code in} flattened
 * @param b [out, rank]
 * @param transposed whether the weight is [in, out], as that of an embedding
 * @param bias added to the module's bias, after multiplication with the scale, [out]
 * @param magnitude DoRA: the length of each row of the changed weight, [out]
 */
record ModuleChange(
        String module,
        int rank,
        double scale,
        TensorData a,
        TensorData b,
        boolean transposed,
        Optional<TensorData> bias,
        Optional<TensorData> magnitude) {}

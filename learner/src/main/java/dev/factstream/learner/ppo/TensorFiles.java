package dev.factstream.learner.ppo;

import ai.djl.ndarray.NDArray;
import dev.factstream.model.checkpoint.ModelFormatException;
import dev.factstream.model.checkpoint.Safetensors;
import dev.factstream.model.checkpoint.TensorData;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads and writes named fp32 arrays in safetensors files, bit for bit. */
final class TensorFiles {

    private TensorFiles() {}

    static void write(Path file, Map<String, NDArray> arrays) {
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        arrays.forEach((name, array) -> tensors.put(
                name, TensorData.of(array.toFloatArray(), array.getShape().getShape())));
        Safetensors.write(file, tensors);
    }

    /** Overwrites the values of {@code arrays}; the file must contain exactly those names. */
    static void read(Path file, Map<String, NDArray> arrays) {
        Map<String, TensorData> tensors = Safetensors.read(file);
        if (!tensors.keySet().equals(arrays.keySet())) {
            throw new ModelFormatException(file + " does not contain exactly the tensors that the settings require");
        }
        arrays.forEach((name, array) -> {
            if (tensors.get(name).size() != array.size()) {
                throw new ModelFormatException(
                        file + ": " + name + " does not have the size that the settings require");
            }
            array.set(FloatBuffer.wrap(tensors.get(name).floats()));
        });
    }
}

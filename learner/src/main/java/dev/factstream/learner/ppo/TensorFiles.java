package dev.factstream.learner.ppo;

import ai.djl.ndarray.NDArray;
import dev.factstream.model.checkpoint.CheckpointException;
import dev.factstream.model.checkpoint.Safetensors;
import dev.factstream.model.checkpoint.TensorData;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Named fp32 arrays in a safetensors file, bit for bit. */
final class TensorFiles {

    private TensorFiles() {}

    static void write(Path file, Map<String, NDArray> arrays) {
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        arrays.forEach((name, array) -> tensors.put(
                name, TensorData.of(array.toFloatArray(), array.getShape().getShape())));
        Safetensors.write(file, tensors);
    }

    /** Overwrites the values of {@code arrays}; the file must hold exactly those names. */
    static void read(Path file, Map<String, NDArray> arrays) {
        Map<String, TensorData> tensors = Safetensors.read(file);
        if (!tensors.keySet().equals(arrays.keySet())) {
            throw new CheckpointException(file + " holds other tensors than the settings ask for");
        }
        arrays.forEach((name, array) -> {
            if (tensors.get(name).size() != array.size()) {
                throw new CheckpointException(file + ": " + name + " has another size than the settings ask for");
            }
            array.set(FloatBuffer.wrap(tensors.get(name).floats()));
        });
    }
}

package dev.factstream.lab.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.factstream.model.network.VisionLanguageModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** Measures the reference figures of this machine: the speed of a large matrix product and the peak memory of the process. */
public final class MachineReference {
    private static final int SIDE = 1024;
    private static final int TIMES = 8;
    private static final Path STATUS = Path.of("/proc/self/status");

    private MachineReference() {}

    /**
     * The best of several products of square fp32 matrices, in operations per second, with the current number of torch threads.
     *
     * @param model the model whose engine computes them
     */
    public static double matmulPeak(VisionLanguageModel model) {
        double best = 0;
        try (NDManager scope = model.newScope()) {
            NDArray matrix = scope.ones(new Shape(SIDE, SIDE));
            for (int i = 0; i < TIMES; i++) {
                long begin = System.nanoTime();
                try (NDArray product = matrix.matMul(matrix)) {
                    product.getFloat(0, 0);
                    best = Math.max(best, 2e9 * SIDE * SIDE * SIDE / (System.nanoTime() - begin));
                }
            }
        }
        return best;
    }

    /** The peak resident memory of this process, in MiB; empty where the system does not report it. */
    public static OptionalLong peakMemory() {
        try {
            return Files.readAllLines(STATUS).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst();
        } catch (IOException e) {
            return OptionalLong.empty(); // not Linux
        }
    }
}

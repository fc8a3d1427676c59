package dev.factstream.console.model;

import dev.factstream.model.checkpoint.Safetensors;
import dev.factstream.runtime.failure.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code factstream model pixels}: writes an image as a model receives it. */
@Command(
        name = "pixels",
        description = "Writes the preprocessed pixels of an image as the tensor pixel_values, [1, 3, height, width].")
final class PixelsCommand implements Callable<Integer> {
    private static final String TENSOR = "pixel_values";

    @Option(names = "--model", required = true, paramLabel = "DIR", description = "Hugging Face folder.")
    private Path folder;

    @Option(names = "--image", required = true, paramLabel = "FILE", description = "An image, PNG or JPEG.")
    private Path image;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "The safetensors file to write.")
    private Path out;

    @Override
    public Integer call() throws IOException {
        Safetensors.write(out, Map.of(TENSOR, ModelImage.pixels(folder, image)));
        return ExitCode.OK;
    }
}

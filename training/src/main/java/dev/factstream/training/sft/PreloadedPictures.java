package dev.factstream.training.sft;

import dev.factstream.model.image.ImageProcessor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The pixels of the pictures of a file of rows, each decoded and processed once and kept in memory. */
public final class PreloadedPictures {

    private final Map<String, float[]> pixels = new ConcurrentHashMap<>();

    /**
     * Reads all named pictures, on all cores.
     *
     * @param folder folder that the names are relative to
     * @throws IllegalArgumentException if there is a picture but no processor
     */
    public PreloadedPictures(Path folder, List<Optional<String>> names, Optional<ImageProcessor> processor) {
        names.parallelStream()
                .flatMap(Optional::stream)
                .distinct()
                .forEach(name -> pixels.put(name, pixels(processor, folder.resolve(name))));
    }

    /** Returns the pixels of a named picture; empty if {@code name} is empty. */
    public Optional<float[]> of(Optional<String> name) {
        return name.map(pixels::get);
    }

    private static float[] pixels(Optional<ImageProcessor> processor, Path file) {
        try {
            return processor
                    .orElseThrow(() -> new IllegalArgumentException("a text-only model cannot see " + file))
                    .pixels(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the picture " + file, e);
        }
    }
}

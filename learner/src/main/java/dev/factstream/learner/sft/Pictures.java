package dev.factstream.learner.sft;

import dev.factstream.model.image.ImageProcessor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The pictures of a file of rows, each decoded and processed once and kept in memory. */
public final class Pictures {

    private final Map<String, float[]> pixels = new ConcurrentHashMap<>();

    /**
     * Reads every picture that is named, on all cores.
     *
     * @param folder that the names are relative to
     * @throws IllegalArgumentException if there is a picture and no processor
     */
    public Pictures(Path folder, List<Optional<String>> names, Optional<ImageProcessor> processor) {
        names.parallelStream()
                .flatMap(Optional::stream)
                .distinct()
                .forEach(name -> pixels.put(name, pixels(processor, folder.resolve(name))));
    }

    /** The pixels of a picture that was named; empty where there is no name. */
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

package dev.factstream.learner.sft;

import dev.factstream.data.rows.SftRow;
import dev.factstream.model.image.ImageProcessor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The pictures of a file of conversations, each decoded and processed once and kept in memory. */
final class Pictures {

    private final Map<String, float[]> pixels = new ConcurrentHashMap<>();

    /**
     * Reads every picture that {@code rows} name, on all cores.
     *
     * @throws IllegalArgumentException if there is a picture and no processor
     */
    Pictures(Path folder, List<SftRow> rows, Optional<ImageProcessor> processor) {
        rows.parallelStream()
                .flatMap(row -> row.image().stream())
                .distinct()
                .forEach(name -> pixels.put(name, pixels(processor, folder.resolve(name))));
    }

    Optional<float[]> of(SftRow row) {
        return row.image().map(pixels::get);
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

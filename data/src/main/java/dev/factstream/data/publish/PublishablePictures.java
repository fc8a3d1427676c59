package dev.factstream.data.publish;

import dev.factstream.data.pictures.ImageValidator;
import dev.factstream.runtime.pictures.PictureFetcher;
import dev.factstream.schemas.rows.BadRowsException;
import dev.factstream.schemas.rows.PromptRow;
import dev.factstream.schemas.ticket.ImagePayload;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides which pictures of rows are published. The rows may come from strangers, and everybody who reads the topics sees the
 * pictures: so they lie below the folder of the rows, and can be decoded. Not thread-safe.
 */
final class PublishablePictures {
    private static final int MOST_REMEMBERED = 10_000;

    private final Path rows;
    private final PictureFetcher fetcher;

    /** The hashes of the last pictures that are good: several questions of one picture follow each other. */
    private final Map<String, Boolean> good = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    /**
     * @param rows the file of the rows, for errors
     * @param fetcher has the settings of the roles that will fetch large pictures
     */
    PublishablePictures(Path rows, PictureFetcher fetcher) {
        this.rows = rows;
        this.fetcher = fetcher;
    }

    /** @throws BadRowsException naming the rows whose pictures lie outside of the folder */
    void requireInside(List<PromptRow> all) {
        List<String> problems = new ArrayList<>();
        for (PromptRow row : all) {
            row.image()
                    .filter(name -> !isInside(name))
                    .ifPresent(name -> problems.add(
                            "row " + row.id() + ": the image '" + name + "' is outside of the folder of the rows"));
        }
        if (!problems.isEmpty()) {
            throw new BadRowsException(rows, problems);
        }
    }

    private static boolean isInside(String name) {
        Path path = Path.of(name).normalize();
        return !path.isAbsolute() && !path.startsWith("..") && !path.toString().isEmpty();
    }

    /**
     * Checks a picture before it is published.
     *
     * @param encoded the bytes of {@code image}
     * @throws BadRowsException if it cannot be decoded, or is too large for a record and at no place that actors may fetch it from
     */
    void require(PromptRow row, ImagePayload image, Path file, byte[] encoded) {
        if (!good.containsKey(image.sha256())) {
            ImageValidator.flaw(file, encoded)
                    .or(() -> image.uri()
                            .filter(uri -> !fetcher.allows(uri))
                            .flatMap(uri -> Optional.of("the image " + file + " has " + image.byteLength()
                                    + " bytes, but at most " + ImagePayload.INLINE_LIMIT
                                    + " fit into a record: make it smaller, or let every role fetch it with"
                                    + " pictures.uri.allow="
                                    + file.toAbsolutePath().getParent())))
                    .ifPresent(flaw -> {
                        throw new BadRowsException(rows, List.of("row " + row.id() + ": " + flaw));
                    });
            good.put(image.sha256(), true);
        }
    }
}

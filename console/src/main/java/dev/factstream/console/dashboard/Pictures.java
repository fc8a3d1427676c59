package dev.factstream.console.dashboard;

import dev.factstream.schemas.ticket.ImagePayload;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The pictures of the rollouts that are shown, by their hash. Thread-safe. */
final class Pictures {
    /** What a browser may be given as a picture: it must not run anything. */
    private static final Set<String> TYPES = Set.of("image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp");

    private static final int MOST_BYTES = 16 << 20;

    private final Map<String, ImagePayload> byHash = new ConcurrentHashMap<>();

    /** From now on these and no others. */
    void show(Collection<SeenRollout> rollouts) {
        Set<String> shown = new HashSet<>();
        for (SeenRollout seen : rollouts) {
            seen.scored()
                    .rollout()
                    .question()
                    .image()
                    .filter(image -> TYPES.contains(image.mediaType()) && image.byteLength() <= MOST_BYTES)
                    .ifPresent(image -> {
                        shown.add(image.sha256());
                        byHash.put(image.sha256(), image);
                    });
        }
        byHash.keySet().retainAll(shown);
    }

    /**
     * A picture; empty where none of the rollouts shown has it.
     *
     * <p>{@link ImagePayload#resolve()} may fetch what lies elsewhere, and checks it against its hash.
     */
    Optional<ImagePayload> find(String sha256) {
        return Optional.ofNullable(byHash.get(sha256));
    }
}

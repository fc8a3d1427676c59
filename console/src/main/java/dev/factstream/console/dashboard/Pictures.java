package dev.factstream.console.dashboard;

import dev.factstream.schemas.ticket.ImagePayload;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The pictures of the rollouts that are shown, by their hash, and of those shown before: a browser asks a while after it has been told of
 * them. Thread-safe.
 */
final class Pictures {
    /** What a browser may be given as a picture: it must not run anything. */
    private static final Set<String> TYPES = Set.of("image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp");

    /** More is not fetched for anybody. */
    private static final int MOST_BYTES_OF_ONE = 16 << 20;

    private static final int MOST = 2_000;
    private static final long MOST_BYTES = 64L << 20;

    private final Map<String, ImagePayload> byHash = new LinkedHashMap<>();
    private long bytes;

    /** Keeps these, and of earlier ones as many as there is room for. */
    synchronized void show(Collection<SeenRollout> rollouts) {
        rollouts.forEach(seen -> seen.scored().rollout().question().image().ifPresent(this::keep));
        Iterator<ImagePayload> eldest = byHash.values().iterator();
        while (byHash.size() > rollouts.size() && (byHash.size() > MOST || bytes > MOST_BYTES)) {
            bytes -= held(eldest.next());
            eldest.remove();
        }
    }

    private void keep(ImagePayload image) {
        if (TYPES.contains(image.mediaType()) && image.byteLength() <= MOST_BYTES_OF_ONE) {
            ImagePayload before = byHash.remove(image.sha256()); // and to the end of the line
            byHash.put(image.sha256(), image);
            bytes += held(image) - (before == null ? 0 : held(before));
        }
    }

    private static long held(ImagePayload image) {
        return image.inline().map(inline -> inline.length).orElse(0);
    }

    /**
     * A picture; empty where it has not been shown, or too long ago.
     *
     * <p>{@link ImagePayload#resolve()} may fetch what lies elsewhere, and checks it against its hash.
     */
    synchronized Optional<ImagePayload> find(String sha256) {
        return Optional.ofNullable(byHash.get(sha256));
    }
}

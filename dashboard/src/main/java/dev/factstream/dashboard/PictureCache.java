package dev.factstream.dashboard;

import dev.factstream.schemas.ticket.ImagePayload;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The pictures, by hash, of the rollouts on the page and of earlier ones, because browsers request pictures with a delay. Thread-safe. */
final class PictureCache {
    /** Media types that browsers display without running scripts. */
    private static final Set<String> TYPES = Set.of("image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp");

    /** Larger pictures are not served. */
    private static final int MOST_BYTES_OF_ONE = 16 << 20;

    private static final int MOST = 2_000;
    private static final long MOST_BYTES = 64L << 20;

    private final Map<String, ImagePayload> byHash = new LinkedHashMap<>();
    private long bytes;

    /** Adds the pictures of these rollouts and evicts the oldest ones beyond the limits. */
    synchronized void show(Collection<LocatedRollout> rollouts) {
        rollouts.forEach(seen -> seen.scored().rollout().question().image().ifPresent(this::keep));
        Iterator<ImagePayload> eldest = byHash.values().iterator();
        while (byHash.size() > rollouts.size() && (byHash.size() > MOST || bytes > MOST_BYTES)) {
            bytes -= inlineBytes(eldest.next());
            eldest.remove();
        }
    }

    private void keep(ImagePayload image) {
        if (TYPES.contains(image.mediaType()) && image.byteLength() <= MOST_BYTES_OF_ONE) {
            ImagePayload before = byHash.remove(image.sha256()); // moves it to the end
            byHash.put(image.sha256(), image);
            bytes += inlineBytes(image) - (before == null ? 0 : inlineBytes(before));
        }
    }

    private static long inlineBytes(ImagePayload image) {
        return image.inline().map(inline -> inline.length).orElse(0);
    }

    /**
     * Returns a picture; empty if it was never shown or has been evicted.
     */
    synchronized Optional<ImagePayload> find(String sha256) {
        return Optional.ofNullable(byHash.get(sha256));
    }
}

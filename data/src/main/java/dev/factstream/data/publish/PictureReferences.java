package dev.factstream.data.publish;

import dev.factstream.runtime.pictures.PictureWriter;
import dev.factstream.schemas.ticket.ImagePayload;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Returns references to pictures: to those that the pool refers to already, and to others once they are written. Not thread-safe. */
final class PictureReferences {
    private final PublishedPool pool;
    private final PictureWriter writer;

    /** The pictures sent since the last {@link #await}; a batch of prompts bounds them. */
    private final Map<String, CompletableFuture<ImagePayload>> sent = new HashMap<>();

    PictureReferences(PublishedPool pool, PictureWriter writer) {
        this.pool = pool;
        this.writer = writer;
    }

    /** Returns the reference to a picture; if it has to be written, it is complete after {@link #await}. */
    CompletableFuture<ImagePayload> of(PictureFile picture) {
        return pool.picture(picture.sha256())
                .map(at -> CompletableFuture.completedFuture(
                        ImagePayload.stored(picture.sha256(), picture.mediaType(), picture.bytes().length, at)))
                .orElseGet(() -> sent.computeIfAbsent(
                        picture.sha256(), hash -> writer.write(picture.bytes(), picture.mediaType())));
    }

    /** Waits until all pictures are written. */
    void await() {
        writer.flush();
        try {
            sent.values().forEach(reference -> pool.add(reference.join()));
        } catch (CompletionException e) {
            throw new PublishException(
                    "The broker did not accept a picture: " + e.getCause().getMessage(), e);
        }
        sent.clear();
    }
}

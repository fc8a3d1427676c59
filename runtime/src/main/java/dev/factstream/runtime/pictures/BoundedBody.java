package dev.factstream.runtime.pictures;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** Collects the body of a response up to a number of bytes; one byte more ends it with a {@link TooLongException}. */
final class BoundedBody implements BodySubscriber<byte[]> {
    /** Thrown for a body with more bytes than are wanted. */
    static final class TooLongException extends Exception {
        private static final long serialVersionUID = 1L;
    }

    private final CompletableFuture<byte[]> body = new CompletableFuture<>();
    private final ByteBuffer bytes;
    private Flow.Subscription subscription;

    /** @param most bytes that are wanted, for which memory is taken */
    BoundedBody(int most) {
        bytes = ByteBuffer.allocate(most);
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return body;
    }

    @Override
    public void onSubscribe(Flow.Subscription opened) {
        subscription = opened;
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> parts) {
        for (ByteBuffer part : parts) {
            if (part.remaining() > bytes.remaining()) {
                subscription.cancel();
                body.completeExceptionally(new TooLongException());
                return;
            }
            bytes.put(part);
        }
    }

    @Override
    public void onError(Throwable failure) {
        body.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        byte[] whole = new byte[bytes.position()];
        bytes.flip().get(whole);
        body.complete(whole);
    }
}

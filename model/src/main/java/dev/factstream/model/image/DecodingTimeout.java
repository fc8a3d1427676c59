package dev.factstream.model.image;

import java.time.Duration;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadProgressListener;

/** Aborts a reader that takes too long; readers report their progress after each row or so. Not thread-safe. */
final class DecodingTimeout implements IIOReadProgressListener {
    private final Duration limit;
    private final long start = System.nanoTime();
    private boolean expired;

    DecodingTimeout(Duration limit) {
        this.limit = limit;
    }

    /** Whether the reader was aborted, so that the image is incomplete. */
    boolean expired() {
        return expired;
    }

    @Override
    public void imageProgress(ImageReader source, float percentageDone) {
        if (System.nanoTime() - start > limit.toNanos()) {
            expired = true;
            source.abort();
        }
    }

    @Override
    public void sequenceStarted(ImageReader source, int minIndex) {}

    @Override
    public void sequenceComplete(ImageReader source) {}

    @Override
    public void imageStarted(ImageReader source, int imageIndex) {}

    @Override
    public void imageComplete(ImageReader source) {}

    @Override
    public void thumbnailStarted(ImageReader source, int imageIndex, int thumbnailIndex) {}

    @Override
    public void thumbnailProgress(ImageReader source, float percentageDone) {}

    @Override
    public void thumbnailComplete(ImageReader source) {}

    @Override
    public void readAborted(ImageReader source) {}
}

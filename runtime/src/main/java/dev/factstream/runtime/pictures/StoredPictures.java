package dev.factstream.runtime.pictures;

import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.runtime.kafka.SingleRecordReader;
import dev.factstream.schemas.ticket.ImagePayload;
import dev.factstream.schemas.ticket.PictureCoordinate;
import dev.factstream.schemas.ticket.UnreadableImageException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads pictures of the topic {@code pictures} by their coordinates, on one thread with one consumer, and keeps the last ones in an
 * {@link EncodedPictureCache}. Thread-safe; close it.
 */
final class StoredPictures implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StoredPictures.class);

    /** Makes client ids differ, as the roles of a process have a reader each. */
    private static final AtomicInteger OPENED = new AtomicInteger();

    private final KafkaClients clients;
    private final String topic;
    private final EncodedPictureCache cache;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(StoredPictures::daemon);
    private SingleRecordReader reader; // of the thread, opened with the first picture
    private volatile long received;

    /** @param cacheBytes memory for the last pictures */
    StoredPictures(KafkaClients clients, String topic, long cacheBytes) {
        this.clients = clients;
        this.topic = topic;
        cache = new EncodedPictureCache(cacheBytes);
    }

    private static Thread daemon(Runnable reading) {
        Thread thread = new Thread(reading, "stored-pictures");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Returns the verified bytes of a picture. Blocks.
     *
     * @throws UnreadableImageException if the topic does not have it, or has another one at its coordinate
     */
    byte[] bytes(ImagePayload image) {
        return cache.find(image.sha256()).orElseGet(() -> onThread(() -> read(image)));
    }

    /** Reads pictures into the cache, in the order of the log, as many as fit. Unreadable ones are left out. Blocks. */
    void prefetch(Collection<ImagePayload> images) {
        List<ImagePayload> wanted = fitting(images);
        if (!wanted.isEmpty()) {
            onThread(() -> {
                for (ImagePayload image : wanted) {
                    try {
                        read(image);
                    } catch (UnreadableImageException e) {
                        LOG.debug("Left to the call for this picture alone", e);
                    }
                }
                return null;
            });
        }
    }

    private List<ImagePayload> fitting(Collection<ImagePayload> images) {
        List<ImagePayload> fitting = new ArrayList<>();
        long bytes = 0;
        List<ImagePayload> missing = images.stream()
                .filter(image -> cache.find(image.sha256()).isEmpty())
                .distinct()
                .sorted(Comparator.comparing(StoredPictures::position))
                .toList();
        for (ImagePayload image : missing) {
            bytes += image.byteLength();
            if (bytes <= cache.limit()) {
                fitting.add(image);
            }
        }
        return fitting;
    }

    private byte[] read(ImagePayload image) {
        return cache.find(image.sha256()).orElseGet(() -> {
            byte[] bytes = readRecord(image);
            cache.keep(image.sha256(), bytes);
            return bytes;
        });
    }

    private byte[] readRecord(ImagePayload image) {
        if (reader == null) {
            reader = new SingleRecordReader(clients, "factstream-pictures-" + OPENED.incrementAndGet(), topic);
        }
        PictureCoordinate at = position(image);
        byte[] found = reader.read(at.partition(), at.offset())
                .orElseThrow(() -> new UnreadableImageException(
                        "the picture " + image.sha256() + " is not on topic " + topic + " at " + at));
        received = reader.receivedBytes();
        return image.verified(found);
    }

    private static PictureCoordinate position(ImagePayload image) {
        return image.stored().orElseThrow();
    }

    long receivedBytes() {
        return received;
    }

    private <T> T onThread(Callable<T> reading) {
        try {
            return thread.submit(reading).get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException("reading pictures failed", e.getCause());
        } catch (RejectedExecutionException e) {
            throw new KafkaException("the reader of pictures is closed", e);
        } catch (InterruptedException e) {
            throw new InterruptException(e); // sets the flag again
        }
    }

    @Override
    public void close() {
        if (!thread.isShutdown()) {
            thread.execute(() -> {
                if (reader != null) {
                    reader.close();
                }
            });
            thread.shutdown();
        }
    }
}

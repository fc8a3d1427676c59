package dev.factstream.lab.bench;

import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.runtime.pictures.PictureFetcher;
import dev.factstream.runtime.pictures.PictureWriter;
import dev.factstream.schemas.ticket.ImagePayload;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntConsumer;

/** Measures random reads of pictures by their coordinates. Keeps a reference per picture. For one thread. */
public final class PictureReads {
    private final List<ImagePayload> written = new ArrayList<>();
    private final Random random;

    /**
     * What the reads cost.
     *
     * @param wire bytes that the network delivered
     * @param read bytes of the pictures
     * @param median milliseconds of a read
     * @param slow milliseconds that 99 % of the reads do not exceed
     * @param seconds time of all reads
     */
    public record Cost(long wire, long read, double median, double slow, double seconds) {
        /** Bytes over the network per byte of the pictures. */
        public double overhead() {
            return (double) wire / read;
        }
    }

    /** @param seed of the pictures and of the order of reads */
    public PictureReads(long seed) {
        random = new Random(seed);
    }

    /**
     * Writes pictures of random bytes.
     *
     * @param topic full name of an existing topic
     * @param size bytes of a picture
     */
    public void write(KafkaClients clients, String topic, int pictures, int size) {
        try (PictureWriter writer = new PictureWriter(clients, topic, size)) {
            List<CompletableFuture<ImagePayload>> sent = new ArrayList<>();
            for (int i = 0; i < pictures; i++) {
                byte[] bytes = new byte[size];
                random.nextBytes(bytes);
                sent.add(writer.write(bytes, "image/jpeg"));
            }
            writer.flush();
            sent.forEach(picture -> written.add(picture.join()));
        }
    }

    /**
     * Reads {@code count} times one of the pictures, each drawn at random.
     *
     * @param progress gets the number of reads so far, every 1,000 reads
     */
    public Cost read(PictureFetcher fetcher, int count, IntConsumer progress) {
        long[] nanos = new long[count];
        long read = 0;
        long received = fetcher.receivedBytes();
        for (int i = 0; i < count; i++) {
            ImagePayload image = written.get(random.nextInt(written.size()));
            long begin = System.nanoTime();
            read += fetcher.bytes(image).length;
            nanos[i] = System.nanoTime() - begin;
            if ((i + 1) % 1_000 == 0) {
                progress.accept(i + 1);
            }
        }
        double seconds = Arrays.stream(nanos).sum() / 1e9;
        Arrays.sort(nanos);
        return new Cost(
                fetcher.receivedBytes() - received,
                read,
                nanos[count / 2] / 1e6,
                nanos[(int) Math.min(count - 1L, count * 99L / 100)] / 1e6,
                seconds);
    }
}

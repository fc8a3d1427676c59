package dev.factstream.runtime.pictures;

import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.runtime.settings.CommonSettings;
import dev.factstream.runtime.settings.PictureSettings;
import dev.factstream.runtime.settings.Settings;
import dev.factstream.runtime.settings.SettingsException;
import dev.factstream.schemas.Sha256;
import dev.factstream.schemas.ticket.ImagePayload;
import dev.factstream.schemas.ticket.UnreadableImageException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Returns the bytes of the pictures of records. A picture on the topic {@code pictures} is read by {@link StoredPictures}. One that a
 * record names by uri is fetched from allowed locations only, without redirects, within one time for the whole fetch. The reasons of failures become parts of dead letters, so they do not tell what
 * was found; the log of this process does. Thread-safe; close it.
 */
public final class PictureFetcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PictureFetcher.class);
    private static final int THREADS = 4;

    private final PictureSettings settings;
    private final AllowedLocations allowed;
    private final Optional<StoredPictures> stored;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, PictureFetcher::daemon);
    private final HttpClient client = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY)
            .build();

    private PictureFetcher(PictureSettings settings, Optional<StoredPictures> stored) {
        this.settings = settings;
        this.stored = stored;
        try {
            allowed = new AllowedLocations(settings.allowed());
        } catch (IllegalArgumentException e) {
            throw new SettingsException(PictureSettings.ALLOW + ": " + e.getMessage(), e);
        }
    }

    /**
     * Returns a fetcher with the settings of a role. It connects to the brokers when it reads its first picture.
     *
     * @throws SettingsException if {@code pictures.uri.allow} names something that is no location
     */
    public static PictureFetcher of(Settings settings) {
        PictureSettings pictures = settings.bind(PictureSettings.class);
        String topic = CommonSettings.topicNames(settings).pictures();
        return new PictureFetcher(
                pictures, Optional.of(new StoredPictures(new KafkaClients(settings), topic, pictures.cacheBytes())));
    }

    /** Returns a fetcher with the default settings, which fetches nothing and bounds the pictures inside of records. */
    public static PictureFetcher inlineOnly() {
        Settings defaults = Settings.of(CommonSettings.class, Map.of());
        return new PictureFetcher(defaults.bind(PictureSettings.class), Optional.empty());
    }

    private static Thread daemon(Runnable fetch) {
        Thread thread = new Thread(fetch, "pictures");
        thread.setDaemon(true);
        return thread;
    }

    public PictureSettings settings() {
        return settings;
    }

    /** Whether a picture at {@code uri} would be fetched. */
    public boolean allows(URI uri) {
        return allowed.allowsWeb(uri) || allowed.file(uri).isPresent();
    }

    /**
     * Reads those of the pictures that are on the topic {@code pictures}, in the order of the log, for the calls of
     * {@link #bytes(ImagePayload)} that follow. Pictures beyond {@code pictures.cache.bytes} are left to those calls. Blocks.
     *
     * @throws org.apache.kafka.common.KafkaException if the brokers do not deliver, which is no fault of a picture
     */
    public void prefetch(Collection<ImagePayload> images) {
        stored.ifPresent(log -> log.prefetch(
                images.stream().filter(image -> image.stored().isPresent()).toList()));
    }

    /** Returns the number of bytes that the network has delivered from the topic {@code pictures}. */
    public long receivedBytes() {
        return stored.map(StoredPictures::receivedBytes).orElse(0L);
    }

    /**
     * Returns the verified bytes of a picture; do not modify them. Blocks while it is fetched: {@code pictures.uri.ms} at most from a
     * uri, {@code default.api.timeout.ms} from the topic.
     *
     * @throws UnreadableImageException if it may not be fetched or cannot be fetched, or differs from its hash or length
     * @throws org.apache.kafka.common.KafkaException if the brokers do not deliver, which is no fault of the picture
     */
    public byte[] bytes(ImagePayload image) {
        if (image.stored().isPresent()) {
            return stored.orElseThrow(() -> new UnreadableImageException("this process reads no " + image))
                    .bytes(image);
        }
        if (image.uri().isEmpty()) {
            return image.resolve();
        }
        URI uri = image.uri().get();
        if (image.byteLength() > settings.bytes()) {
            throw new UnreadableImageException("the picture has " + image.byteLength() + " bytes, but at most "
                    + settings.bytes() + " are fetched (pictures.uri.bytes)");
        }
        byte[] found = fetch(uri, image.byteLength());
        if (found.length != image.byteLength() || !Sha256.hex(found).equals(image.sha256())) {
            LOG.warn(
                    "The picture at {} has {} bytes with sha256 {}, not {} with {}",
                    uri,
                    found.length,
                    Sha256.hex(found),
                    image.byteLength(),
                    image.sha256());
            throw new UnreadableImageException(
                    "the picture at " + uri + " is not the one that the record describes by length and sha256");
        }
        return found;
    }

    private byte[] fetch(URI uri, int length) {
        Optional<Path> file = allowed.file(uri);
        if (file.isEmpty() && !allowed.allowsWeb(uri)) {
            throw new UnreadableImageException(
                    "the picture at " + uri + " is not below a location that " + PictureSettings.ALLOW + " names");
        }
        long deadline = System.nanoTime() + settings.fetchTime().toNanos();
        try {
            return file.isPresent() ? read(file.get(), length, deadline) : download(uri, length, deadline);
        } catch (TimeoutException e) {
            throw failed(uri, "no end after " + settings.fetchTime().toMillis() + " ms");
        } catch (ExecutionException e) {
            throw failed(uri, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(uri, "interrupted");
        }
    }

    private static UnreadableImageException failed(URI uri, Object why) {
        LOG.warn("The picture at {} cannot be fetched: {}", uri, why);
        return new UnreadableImageException("the picture at " + uri + " cannot be fetched");
    }

    private byte[] read(Path file, int length, long deadline)
            throws InterruptedException, ExecutionException, TimeoutException {
        return await(
                threads.submit(() -> {
                    try (InputStream in = Files.newInputStream(file)) {
                        return in.readNBytes(length + 1); // one more shows that the file is longer
                    }
                }),
                deadline);
    }

    private byte[] download(URI uri, int length, long deadline)
            throws InterruptedException, ExecutionException, TimeoutException {
        await(threads.submit(() -> requireAllowedAddress(uri.getHost())), deadline);
        HttpRequest request = HttpRequest.newBuilder(uri).GET().build();
        return await(client.sendAsync(request, response -> body(response, length)), deadline)
                .body();
    }

    /** Cancels what has no end in time: the exchange with a server, too. */
    private static <T> T await(Future<T> work, long deadline)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            return work.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } finally {
            work.cancel(true);
        }
    }

    private static HttpResponse.BodySubscriber<byte[]> body(HttpResponse.ResponseInfo response, int length) {
        if (response.statusCode() != 200) {
            throw new UnreadableImageException("status " + response.statusCode());
        }
        return new BoundedBody(length);
    }

    /** The client connects to the addresses that are looked up here, as they are cached. */
    private Void requireAllowedAddress(String host) throws IOException {
        if (!settings.privateHosts() && !PublicAddress.isNumeric(host)) {
            InetAddress[] addresses = InetAddress.getAllByName(host);
            if (!Arrays.stream(addresses).allMatch(PublicAddress::isPublic)) {
                throw new IOException(host + " has a private address " + Arrays.toString(addresses) + "; set "
                        + PictureSettings.PRIVATE + "=true to allow it");
            }
        }
        return null;
    }

    /** Cancels what is being fetched. */
    @Override
    public void close() {
        threads.shutdownNow();
        stored.ifPresent(StoredPictures::close);
    }
}

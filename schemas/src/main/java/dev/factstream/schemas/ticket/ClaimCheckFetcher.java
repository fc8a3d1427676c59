package dev.factstream.schemas.ticket;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLConnection;
import java.time.Duration;
import java.util.Set;

/** Fetches the bytes of a claim check; reads at most one byte more than expected, whatever the server sends. */
final class ClaimCheckFetcher {
    private static final Set<String> SCHEMES = Set.of("file", "http", "https");
    private static final int TIMEOUT_MILLIS = (int) Duration.ofSeconds(20).toMillis();

    private ClaimCheckFetcher() {}

    static byte[] fetch(URI uri, int byteLength) {
        // the uri comes from a record, so this machine opens no other schemes
        if (uri.getScheme() == null || !SCHEMES.contains(uri.getScheme())) {
            throw new UnreadableImageException(
                    "image uri " + uri + " has an unsupported scheme; use file:, http: or https:");
        }
        try {
            URLConnection connection = uri.toURL().openConnection();
            connection.setConnectTimeout(TIMEOUT_MILLIS);
            connection.setReadTimeout(TIMEOUT_MILLIS);
            try (InputStream in = connection.getInputStream()) {
                return in.readNBytes(byteLength + 1);
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new UnreadableImageException("image " + uri + " cannot be read: " + e, e);
        }
    }
}

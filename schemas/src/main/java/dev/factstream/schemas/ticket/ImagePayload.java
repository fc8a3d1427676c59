package dev.factstream.schemas.ticket;

import static dev.factstream.schemas.Check.require;

import dev.factstream.schemas.Check;
import dev.factstream.schemas.Sha256;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;

/**
 * An encoded picture as it travels: its bytes up to {@link #INLINE_LIMIT}, else a claim check (where to fetch it, and
 * how to know it is the right one). Two payloads are equal when they promise the same bytes from the same place.
 *
 * @param sha256 of the encoded bytes, 64 hex digits
 * @param mediaType for instance {@code image/png}
 * @param byteLength of the encoded bytes
 * @param inline the bytes, not copied: treat them as read-only
 * @param uri where the bytes are when they are not inline: {@code file:}, {@code http:} or {@code https:}
 */
public record ImagePayload(
        String sha256, String mediaType, int byteLength, Optional<byte[]> inline, Optional<URI> uri) {
    /** The most bytes that travel inside a record. */
    public static final int INLINE_LIMIT = 256 * 1024;

    public ImagePayload {
        require(Check.text(sha256, "sha256").length() == 64, "sha256", "must have 64 hex digits", sha256);
        Check.text(mediaType, "mediaType");
        Check.positive(byteLength, "byteLength");
        require(inline.isPresent() != uri.isPresent(), "image", "has either bytes or a uri", uri);
        require(inline.isEmpty() || byteLength <= INLINE_LIMIT, "inline bytes", "exceed " + INLINE_LIMIT, byteLength);
    }

    /** A picture that travels inside the record; at most {@link #INLINE_LIMIT} bytes. */
    public static ImagePayload inline(byte[] bytes, String mediaType) {
        return new ImagePayload(Sha256.hex(bytes), mediaType, bytes.length, Optional.of(bytes), Optional.empty());
    }

    /** A claim check for {@code bytes} that lie at {@code uri}. */
    public static ImagePayload reference(URI uri, byte[] bytes, String mediaType) {
        return new ImagePayload(Sha256.hex(bytes), mediaType, bytes.length, Optional.empty(), Optional.of(uri));
    }

    /**
     * The encoded bytes, fetched if need be, and verified. Blocks for as long as the fetch takes.
     *
     * @throws UnreadableImageException if they cannot be had or differ in length or hash from what was promised
     */
    public byte[] resolve() {
        byte[] bytes = inline.orElseGet(() -> ClaimCheck.fetch(uri.orElseThrow(), byteLength));
        if (bytes.length != byteLength) {
            throw new UnreadableImageException(
                    "image " + place() + " has " + bytes.length + " bytes, not " + byteLength);
        }
        String actual = Sha256.hex(bytes);
        if (!actual.equals(sha256)) {
            throw new UnreadableImageException("image " + place() + " has sha256 " + actual + ", not " + sha256);
        }
        return bytes;
    }

    private String place() {
        return uri.map(URI::toString).orElse("(inline)");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ImagePayload that
                && sha256.equals(that.sha256)
                && mediaType.equals(that.mediaType)
                && byteLength == that.byteLength
                && uri.equals(that.uri);
    }

    @Override
    public int hashCode() {
        return Objects.hash(sha256, uri);
    }

    @Override
    public String toString() {
        return "ImagePayload[" + mediaType + ", " + byteLength + " bytes, " + place() + ", sha256 " + sha256 + "]";
    }
}

package dev.factstream.schemas.ticket;

import static dev.factstream.schemas.Check.require;

import dev.factstream.schemas.Check;
import dev.factstream.schemas.Sha256;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;

/**
 * A picture of a record: where its encoded bytes are, and a hash for verification. They are on the topic {@code pictures};
 * earlier builds put them inside of the record, or named them by uri. Two payloads are equal if they describe the same bytes
 * at the same location.
 *
 * @param sha256 of the encoded bytes, 64 hex digits
 * @param mediaType for instance {@code image/png}
 * @param byteLength of the encoded bytes
 * @param inline the bytes, not copied: treat them as read-only
 * @param uri {@code file:}, {@code http:} or {@code https:}
 * @param stored the position of the bytes in the topic {@code pictures}
 */
public record ImagePayload(
        String sha256,
        String mediaType,
        int byteLength,
        Optional<byte[]> inline,
        Optional<URI> uri,
        Optional<PictureCoordinate> stored) {
    /** Maximum number of bytes inside a record. */
    public static final int INLINE_LIMIT = 256 * 1024;

    private static final int MAX_URI = 2048;

    public ImagePayload {
        require(Check.id(sha256, "sha256").length() == 64, "sha256", "must have 64 hex digits", sha256);
        Check.id(mediaType, "mediaType");
        Check.positive(byteLength, "byteLength");
        int places = (inline.isPresent() ? 1 : 0) + (uri.isPresent() ? 1 : 0) + (stored.isPresent() ? 1 : 0);
        require(places == 1, "image", "must have exactly one of bytes, uri and coordinate", places);
        require(
                uri.stream().allMatch(location -> location.toString().length() <= MAX_URI),
                "uri",
                "must have at most " + MAX_URI + " characters",
                uri);
        require(inline.isEmpty() || byteLength <= INLINE_LIMIT, "inline bytes", "exceed " + INLINE_LIMIT, byteLength);
    }

    /** Creates a payload with the bytes inside the record; at most {@link #INLINE_LIMIT} bytes. */
    public static ImagePayload inline(byte[] bytes, String mediaType) {
        return new ImagePayload(
                Sha256.hex(bytes), mediaType, bytes.length, Optional.of(bytes), Optional.empty(), Optional.empty());
    }

    /** Creates a reference to a picture on the topic {@code pictures}. */
    public static ImagePayload stored(String sha256, String mediaType, int byteLength, PictureCoordinate position) {
        return new ImagePayload(
                sha256, mediaType, byteLength, Optional.empty(), Optional.empty(), Optional.of(position));
    }

    /** Creates a claim check for {@code bytes} stored at {@code uri}. */
    public static ImagePayload reference(URI uri, byte[] bytes, String mediaType) {
        return new ImagePayload(
                Sha256.hex(bytes), mediaType, bytes.length, Optional.empty(), Optional.of(uri), Optional.empty());
    }

    /**
     * Returns the bytes inside the record, verified.
     *
     * @throws UnreadableImageException if they differ from the expected length or hash, or are not inside the record
     */
    public byte[] resolve() {
        return verified(inline.orElseThrow(
                () -> new UnreadableImageException("the picture is not inside the record, but at " + location())));
    }

    /**
     * Returns {@code bytes}, verified.
     *
     * @throws UnreadableImageException if they differ from the expected length or hash
     */
    public byte[] verified(byte[] bytes) {
        if (bytes.length != byteLength) {
            throw new UnreadableImageException("the picture has " + bytes.length + " bytes, not " + byteLength);
        }
        String actual = Sha256.hex(bytes);
        if (!actual.equals(sha256)) {
            throw new UnreadableImageException("the picture has sha256 " + actual + ", not " + sha256);
        }
        return bytes;
    }

    private String location() {
        return uri.map(URI::toString)
                .or(() -> stored.map(at -> "pictures " + at))
                .orElse("(inline)");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ImagePayload that
                && sha256.equals(that.sha256)
                && mediaType.equals(that.mediaType)
                && byteLength == that.byteLength
                && uri.equals(that.uri)
                && stored.equals(that.stored);
    }

    @Override
    public int hashCode() {
        return Objects.hash(sha256, uri, stored);
    }

    @Override
    public String toString() {
        return "ImagePayload[" + mediaType + ", " + byteLength + " bytes, " + location() + ", sha256 " + sha256 + "]";
    }
}

package dev.factstream.schemas.ticket;

import static dev.factstream.schemas.Check.require;

import dev.factstream.schemas.Check;
import dev.factstream.schemas.Sha256;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;

/**
 * An encoded picture inside a record: its bytes up to {@link #INLINE_LIMIT}, otherwise a claim check (a location, and a hash
 * for verification). Two payloads are equal if they describe the same bytes at the same location.
 *
 * @param sha256 of the encoded bytes, 64 hex digits
 * @param mediaType for instance {@code image/png}
 * @param byteLength of the encoded bytes
 * @param inline the bytes, not copied: treat them as read-only
 * @param uri location of the bytes if they are not inline: {@code file:}, {@code http:} or {@code https:}
 */
public record ImagePayload(
        String sha256, String mediaType, int byteLength, Optional<byte[]> inline, Optional<URI> uri) {
    /** Maximum number of bytes stored inside a record. */
    public static final int INLINE_LIMIT = 256 * 1024;

    private static final int MAX_URI = 2048;

    public ImagePayload {
        require(Check.id(sha256, "sha256").length() == 64, "sha256", "must have 64 hex digits", sha256);
        Check.id(mediaType, "mediaType");
        Check.positive(byteLength, "byteLength");
        require(inline.isPresent() != uri.isPresent(), "image", "must have either bytes or a uri", uri);
        require(
                uri.stream().allMatch(location -> location.toString().length() <= MAX_URI),
                "uri",
                "must have at most " + MAX_URI + " characters",
                uri);
        require(inline.isEmpty() || byteLength <= INLINE_LIMIT, "inline bytes", "exceed " + INLINE_LIMIT, byteLength);
    }

    /** Creates a payload with the bytes inside the record; at most {@link #INLINE_LIMIT} bytes. */
    public static ImagePayload inline(byte[] bytes, String mediaType) {
        return new ImagePayload(Sha256.hex(bytes), mediaType, bytes.length, Optional.of(bytes), Optional.empty());
    }

    /** Creates a claim check for {@code bytes} stored at {@code uri}. */
    public static ImagePayload reference(URI uri, byte[] bytes, String mediaType) {
        return new ImagePayload(Sha256.hex(bytes), mediaType, bytes.length, Optional.empty(), Optional.of(uri));
    }

    /**
     * Returns the bytes inside the record, verified.
     *
     * @throws UnreadableImageException if they differ from the expected length or hash, or are not inside the record
     */
    public byte[] resolve() {
        byte[] bytes = inline.orElseThrow(
                () -> new UnreadableImageException("the picture is not inside the record, but at " + location()));
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
        return "ImagePayload[" + mediaType + ", " + byteLength + " bytes, " + location() + ", sha256 " + sha256 + "]";
    }
}

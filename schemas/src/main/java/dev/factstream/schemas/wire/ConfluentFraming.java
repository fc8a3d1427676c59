package dev.factstream.schemas.wire;

import java.nio.ByteBuffer;
import java.util.Locale;

/**
 * The five bytes before every Avro value: magic 0, then the schema id as a big-endian int. Kafbat, AKHQ, Connect and
 * ksqlDB read this framing; none of them reads Avro's own single-object encoding.
 */
public final class ConfluentFraming {
    /** Length of the frame header. */
    public static final int HEADER_BYTES = 1 + Integer.BYTES;

    private static final byte MAGIC = 0;

    private ConfluentFraming() {}

    /** Returns the frame header of values written with schema {@code id}. */
    public static byte[] header(int id) {
        return ByteBuffer.allocate(HEADER_BYTES).put(MAGIC).putInt(id).array();
    }

    /**
     * Returns the schema id of a framed value.
     *
     * @throws MalformedRecordException if the value is null or too short or does not begin with the magic byte
     */
    public static int schemaId(byte[] framed) {
        if (framed == null) {
            throw new MalformedRecordException("the value is null");
        }
        if (framed.length < HEADER_BYTES) {
            throw new MalformedRecordException(
                    "the value has " + framed.length + " bytes, fewer than the " + HEADER_BYTES + " of its frame");
        }
        if (framed[0] != MAGIC) {
            throw new MalformedRecordException(String.format(
                    Locale.ROOT, "the value begins with byte 0x%02x, not with the magic byte 0x00", framed[0]));
        }
        return ByteBuffer.wrap(framed, 1, Integer.BYTES).getInt();
    }
}

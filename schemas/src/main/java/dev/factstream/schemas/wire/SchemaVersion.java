package dev.factstream.schemas.wire;

import java.util.Locale;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/**
 * One released version of a topic's schema.
 *
 * @param topic without prefix; the subject is {@code <topic>-value}
 * @param version from 1
 * @param id in the frame of every value written with this schema; never reused for another schema
 * @param fingerprint CRC-64-AVRO of the parsing canonical form, 16 hex digits, as recorded in the lock file
 */
public record SchemaVersion(String topic, int version, int id, String fingerprint, Schema schema) {
    /** Returns the subject of this schema in a schema registry (TopicNameStrategy). */
    public String subject() {
        return topic + "-value";
    }

    /** Computes the fingerprint of a schema. */
    public static String fingerprint(Schema schema) {
        return String.format(Locale.ROOT, "%016x", SchemaNormalization.parsingFingerprint64(schema));
    }
}

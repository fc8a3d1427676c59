package dev.factstream.schemas.wire;

import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/**
 * One released version of a topic's schema.
 *
 * @param topic without prefix; the subject is {@code <topic>-value}
 * @param version from 1
 * @param id in the frame of every value written with it; never given to another schema
 * @param fingerprint CRC-64-AVRO of the parsing canonical form, 16 hex digits, as the lock file states it
 */
public record SchemaVersion(String topic, int version, int id, String fingerprint, Schema schema) {
    /** The subject under which a schema registry would hold it (TopicNameStrategy). */
    public String subject() {
        return topic + "-value";
    }

    /** The fingerprint that the schema really has. */
    public static String fingerprint(Schema schema) {
        return "%016x".formatted(SchemaNormalization.parsingFingerprint64(schema));
    }
}

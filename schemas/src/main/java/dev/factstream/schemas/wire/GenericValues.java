package dev.factstream.schemas.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/**
 * Reads and writes values as generic Avro records, without the validation of our own types. Drills use it to write what a foreign
 * producer could write.
 */
public final class GenericValues {
    private GenericValues() {}

    /** Returns the record in a framed value that was written with a released schema. */
    public static GenericRecord read(byte[] framed) {
        SchemaVersion version =
                SchemaIds.RELEASED.find(ConfluentFraming.schemaId(framed)).orElseThrow();
        int header = ConfluentFraming.HEADER_BYTES;
        try {
            return new GenericDatumReader<GenericRecord>(version.schema())
                    .read(null, DecoderFactory.get().binaryDecoder(framed, header, framed.length - header, null));
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory failed", e);
        }
    }

    /** Returns the framed value of a record of {@code version}. */
    public static byte[] write(SchemaVersion version, GenericRecord record) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(ConfluentFraming.header(version.id()));
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        try {
            new GenericDatumWriter<GenericRecord>(version.schema()).write(record, encoder);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return out.toByteArray();
    }
}

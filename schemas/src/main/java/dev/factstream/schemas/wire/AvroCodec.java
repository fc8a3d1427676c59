package dev.factstream.schemas.wire;

import dev.factstream.schemas.ShortText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/**
 * Encodes and decodes the records of one topic: Avro binary in {@link ConfluentFraming}, written with the newest schema,
 * readable from every released one. Thread-safe.
 */
public final class AvroCodec<T> {
    /** Messages of Avro and of constructors can contain a whole field. */
    private static final int MAX_REASON = 300;

    /** Ids further above the newest known one are not those of a newer build but damage. */
    private static final int MAX_NEWER_IDS = 1000;

    private final SchemaIds ids;
    private final SchemaVersion newest;
    private final RecordMapping<T> mapping;
    private final GenericDatumWriter<GenericRecord> writer;
    private final Map<Integer, GenericDatumReader<GenericRecord>> readers = new ConcurrentHashMap<>();

    AvroCodec(SchemaIds ids, String topic, RecordMapping<T> mapping) {
        this.ids = ids;
        this.newest = ids.newest(topic);
        this.mapping = mapping;
        this.writer = new GenericDatumWriter<>(newest.schema());
    }

    /** Returns the framed value of {@code record}. */
    public byte[] encode(T record) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        out.writeBytes(ConfluentFraming.header(newest.id()));
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        try {
            writer.write(mapping.toAvro(record, newest.schema()), encoder);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return out.toByteArray();
    }

    /**
     * Returns the record in a framed value.
     *
     * @throws MalformedRecordException if the value is not a record of this topic; the message names the problem
     * @throws NewerSchemaException if a newer build wrote it
     */
    public T decode(byte[] framed) {
        int id = ConfluentFraming.schemaId(framed);
        GenericDatumReader<GenericRecord> reader = readers.computeIfAbsent(id, this::reader);
        BinaryDecoder decoder = DecoderFactory.get()
                .binaryDecoder(
                        framed, ConfluentFraming.HEADER_BYTES, framed.length - ConfluentFraming.HEADER_BYTES, null);
        try {
            GenericRecord avro = reader.read(null, decoder);
            if (!decoder.isEnd()) {
                throw new MalformedRecordException(
                        "the " + newest.topic() + " record is followed by bytes that are not part of it");
            }
            return mapping.fromAvro(avro);
        } catch (MalformedRecordException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // Avro throws many kinds of exceptions for damaged bytes, and record constructors reject invalid content
            throw new MalformedRecordException("the " + newest.topic() + " record cannot be read: " + reason(e), e);
        }
    }

    private GenericDatumReader<GenericRecord> reader(int id) {
        int newestId = ids.newestId();
        if (id > newestId && id <= newestId + MAX_NEWER_IDS) {
            throw new NewerSchemaException(newest.topic(), id, newestId);
        }
        SchemaVersion written = ids.find(id)
                .orElseThrow(() -> new MalformedRecordException("schema id " + id + " is unknown to this build"));
        if (!written.topic().equals(newest.topic())) {
            throw new MalformedRecordException(
                    "schema id " + id + " belongs to " + written.subject() + ", not to " + newest.subject());
        }
        return new GenericDatumReader<>(written.schema(), newest.schema());
    }

    private static String reason(Exception e) {
        String message = e.getMessage();
        String name = e.getClass().getSimpleName();
        return message == null
                ? name
                : name + ": " + ShortText.of(message.lines().findFirst().orElse(""), MAX_REASON);
    }
}

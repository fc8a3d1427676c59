package dev.factstream.schemas.wire;

import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;

/** How one of our records and its Avro form become each other. Stateless. */
interface RecordMapping<T> {
    /** The Avro form of {@code value} under {@code schema}, the newest one of its topic. */
    GenericRecord toAvro(T value, Schema schema);

    /**
     * The record in {@code avro}, which has the newest schema whatever it was written with.
     *
     * @throws RuntimeException if the record's own rules forbid the content
     */
    T fromAvro(GenericRecord avro);
}

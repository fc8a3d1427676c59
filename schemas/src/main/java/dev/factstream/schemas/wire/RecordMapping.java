package dev.factstream.schemas.wire;

import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;

/** Maps the records of one type to their Avro form and back. Stateless. */
interface RecordMapping<T> {
    /** Returns the Avro form of {@code value} under {@code schema}, the newest schema of its topic. */
    GenericRecord toAvro(T value, Schema schema);

    /**
     * Returns the record in {@code avro}, which has the newest schema, whichever schema it was written with.
     *
     * @throws RuntimeException if the content violates the record's own checks
     */
    T fromAvro(GenericRecord avro);
}

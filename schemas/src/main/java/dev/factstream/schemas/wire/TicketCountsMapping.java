package dev.factstream.schemas.wire;

import dev.factstream.schemas.ledger.TicketCounts;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;

/** Maps the ticket counts that several records contain. */
final class TicketCountsMapping {
    private TicketCountsMapping() {}

    static GenericRecord toAvro(TicketCounts counts, Schema schema) {
        return AvroFields.empty(schema)
                .put("issued", counts.issued())
                .put("trained", counts.trained())
                .put("dropped", counts.dropped())
                .put("dead", counts.dead())
                .record();
    }

    static TicketCounts fromAvro(AvroFields fields) {
        return new TicketCounts(
                fields.longInteger("issued"),
                fields.longInteger("trained"),
                fields.longInteger("dropped"),
                fields.longInteger("dead"));
    }
}

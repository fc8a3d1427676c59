package dev.factstream.schemas.wire;

import dev.factstream.schemas.ticket.Purpose;
import dev.factstream.schemas.ticket.Ticket;
import dev.factstream.schemas.ticket.TicketPolicy;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;

/** Maps tickets to the records of {@code prompts} and back. */
final class TicketMapping implements RecordMapping<Ticket> {
    @Override
    public GenericRecord toAvro(Ticket ticket, Schema schema) {
        return AvroFields.empty(schema)
                .put("ticketId", ticket.ticketId())
                .put("runId", ticket.runId())
                .put("sequence", ticket.sequence())
                .putEnum("purpose", ticket.purpose())
                .put("minVersion", ticket.minVersion())
                .put("issuedAtVersion", ticket.issuedAtVersion())
                .put("samples", ticket.samples())
                .putRecord("sampling", ticket.sampling(), SamplingMapping::toAvro)
                .putRecord("question", ticket.question(), QuestionMapping::toAvro)
                .putOptional("replaces", ticket.replaces())
                .put("issuedAt", ticket.issuedAtMillis())
                .putOptional("policyId", ticket.policy().map(TicketPolicy::policyId))
                .putOptional("baseHash", ticket.policy().map(TicketPolicy::baseHash))
                .record();
    }

    @Override
    public Ticket fromAvro(GenericRecord avro) {
        AvroFields fields = AvroFields.of(avro);
        return new Ticket(
                fields.text("ticketId"),
                fields.text("runId"),
                fields.longInteger("sequence"),
                fields.symbol("purpose", Purpose.class),
                fields.integer("minVersion"),
                fields.integer("issuedAtVersion"),
                fields.integer("samples"),
                SamplingMapping.fromAvro(fields.nested("sampling")),
                QuestionMapping.fromAvro(fields.nested("question")),
                fields.optionalText("replaces"),
                fields.longInteger("issuedAt"),
                fields.optionalText("policyId").map(policyId -> new TicketPolicy(policyId, fields.text("baseHash"))));
    }
}

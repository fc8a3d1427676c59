package dev.factstream.schemas.wire;

import dev.factstream.schemas.ledger.DropReason;
import dev.factstream.schemas.ledger.DroppedTicket;
import dev.factstream.schemas.ledger.InputCoordinate;
import dev.factstream.schemas.ticket.Ticket;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.GenericRecord;

/**
 * The compact form of the inputs and drops of a ledger record: ids of the form {@code runId/sequence/sample} are numbers and hashes
 * are bytes, about 45 bytes for an input. The record of a batch of 32,768 rollouts then fits a message. Immutable.
 */
final class CompactLedgerIds {
    // the forms that Ticket.id and rolloutIds have; leading zeros would not come back
    private static final Pattern TICKET = Pattern.compile("(0|[1-9]\\d{0,17})");
    private static final Pattern ROLLOUT = Pattern.compile("(0|[1-9]\\d{0,17})/(0|[1-9]\\d{0,8})");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    private final String runId;

    CompactLedgerIds(String runId) {
        this.runId = runId;
    }

    /** Whether the ids of an input have the compact form. */
    boolean fits(InputCoordinate input) {
        Matcher rollout = ROLLOUT.matcher(inRun(input.rolloutId()));
        return rollout.matches()
                && rollout.group(1).equals(inRun(input.ticketId()))
                && input.sha256().map(hash -> SHA256.matcher(hash).matches()).orElse(true);
    }

    /** Whether the ids of a drop have the compact form. */
    boolean fits(DroppedTicket drop) {
        return TICKET.matcher(inRun(drop.ticketId())).matches()
                && drop.replacedBy()
                        .map(id -> TICKET.matcher(inRun(id)).matches())
                        .orElse(true);
    }

    GenericRecord toAvro(InputCoordinate input, Schema schema) {
        String[] numbers = inRun(input.rolloutId()).split("/");
        AvroFields fields = AvroFields.empty(schema);
        return fields.put("partition", input.partition())
                .put("offset", input.offset())
                .put("sequence", Long.parseLong(numbers[0]))
                .put("sample", Integer.parseInt(numbers[1]))
                .putOptional(
                        "sha256",
                        input.sha256()
                                .map(hash -> new GenericData.Fixed(
                                        fields.schema("sha256"), HexFormat.of().parseHex(hash))))
                .record();
    }

    InputCoordinate input(AvroFields fields) {
        String ticketId = Ticket.id(runId, fields.longInteger("sequence"));
        return new InputCoordinate(
                fields.integer("partition"),
                fields.longInteger("offset"),
                ticketId + "/" + fields.integer("sample"),
                ticketId,
                fields.optional("sha256", hash -> HexFormat.of().formatHex(((GenericFixed) hash).bytes())));
    }

    GenericRecord toAvro(DroppedTicket drop, Schema schema) {
        return AvroFields.empty(schema)
                .put("sequence", sequence(drop.ticketId()))
                .putEnum("reason", drop.reason())
                .putOptional("replacedBy", drop.replacedBy().map(this::sequence))
                .record();
    }

    DroppedTicket drop(AvroFields fields) {
        Optional<Long> replacedBy = fields.optional("replacedBy", Long.class::cast);
        return new DroppedTicket(
                Ticket.id(runId, fields.longInteger("sequence")),
                fields.symbol("reason", DropReason.class),
                replacedBy.map(sequence -> Ticket.id(runId, sequence)));
    }

    private long sequence(String ticketId) {
        return Long.parseLong(inRun(ticketId));
    }

    /** The part of an id after the run; empty if the id belongs to another run. */
    private String inRun(String id) {
        return id.startsWith(runId + "/") ? id.substring(runId.length() + 1) : "";
    }
}

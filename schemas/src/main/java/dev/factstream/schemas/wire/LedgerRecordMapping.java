package dev.factstream.schemas.wire;

import dev.factstream.schemas.ledger.DropReason;
import dev.factstream.schemas.ledger.DroppedTicket;
import dev.factstream.schemas.ledger.InputCoordinate;
import dev.factstream.schemas.ledger.LedgerRecord;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;

/** Maps ledger records to the records of {@code training-ledger} and back. */
final class LedgerRecordMapping implements RecordMapping<LedgerRecord> {
    @Override
    public GenericRecord toAvro(LedgerRecord ledger, Schema schema) {
        CompactLedgerIds ids = new CompactLedgerIds(ledger.runId());
        boolean compactInputs = ledger.inputs().stream().allMatch(ids::fits);
        boolean compactDrops = ledger.drops().stream().allMatch(ids::fits);
        return AvroFields.empty(schema)
                .put("runId", ledger.runId())
                .put("policyId", ledger.policyId())
                .put("version", ledger.version())
                .put("optimizerStep", ledger.optimizerStep())
                .putRecords("inputs", compactInputs ? List.of() : ledger.inputs(), LedgerRecordMapping::toAvro)
                .putRecords("drops", compactDrops ? List.of() : ledger.drops(), LedgerRecordMapping::toAvro)
                .putRecords("coordinates", compactInputs ? ledger.inputs() : List.of(), ids::toAvro)
                .putRecords("droppedTickets", compactDrops ? ledger.drops() : List.of(), ids::toAvro)
                .put("checkpointFolder", ledger.checkpointFolder())
                .put("checkpointSha256", ledger.checkpointSha256())
                .put("adapterHash", ledger.adapterHash())
                .put("configHash", ledger.configHash())
                .put("seed", ledger.seed())
                .put("nextSequence", ledger.nextSequence())
                .putRecord("counts", ledger.counts(), TicketCountsMapping::toAvro)
                // sorted, so that equal records have equal bytes
                .put("metrics", new TreeMap<>(ledger.metrics()))
                .put("createdAt", ledger.createdAtMillis())
                .putOptional("rewardModelId", ledger.rewardModelId())
                .put(
                        "rolledBackTo",
                        ledger.rolledBackTo().isPresent()
                                ? ledger.rolledBackTo().getAsInt()
                                : null)
                .put("settings", new TreeMap<>(ledger.settings()))
                .put("environment", new TreeMap<>(ledger.environment()))
                .put("closed", ledger.closed())
                .putOptional("round", ledger.round())
                .record();
    }

    @Override
    public LedgerRecord fromAvro(GenericRecord avro) {
        AvroFields fields = AvroFields.of(avro);
        CompactLedgerIds ids = new CompactLedgerIds(fields.text("runId"));
        List<InputCoordinate> inputs = fields.list("coordinates", input -> ids.input(AvroFields.of(input)));
        List<DroppedTicket> drops = fields.list("droppedTickets", drop -> ids.drop(AvroFields.of(drop)));
        return new LedgerRecord(
                fields.text("runId"),
                fields.text("policyId"),
                fields.integer("version"),
                fields.longInteger("optimizerStep"),
                inputs.isEmpty() ? fields.list("inputs", input -> input(AvroFields.of(input))) : inputs,
                drops.isEmpty() ? fields.list("drops", drop -> drop(AvroFields.of(drop))) : drops,
                fields.text("checkpointFolder"),
                fields.text("checkpointSha256"),
                fields.text("adapterHash"),
                fields.text("configHash"),
                fields.longInteger("seed"),
                fields.longInteger("nextSequence"),
                TicketCountsMapping.fromAvro(fields.nested("counts")),
                fields.decimals("metrics"),
                fields.longInteger("createdAt"),
                fields.optionalText("rewardModelId"),
                fields.optional("rolledBackTo", Integer.class::cast)
                        .map(OptionalInt::of)
                        .orElseGet(OptionalInt::empty),
                fields.texts("settings"),
                fields.texts("environment"),
                fields.flag("closed"),
                fields.optionalText("round"));
    }

    private static GenericRecord toAvro(InputCoordinate input, Schema schema) {
        return AvroFields.empty(schema)
                .put("partition", input.partition())
                .put("offset", input.offset())
                .put("rolloutId", input.rolloutId())
                .put("ticketId", input.ticketId())
                .putOptional("sha256", input.sha256())
                .record();
    }

    private static InputCoordinate input(AvroFields fields) {
        return new InputCoordinate(
                fields.integer("partition"),
                fields.longInteger("offset"),
                fields.text("rolloutId"),
                fields.text("ticketId"),
                fields.optionalText("sha256"));
    }

    private static GenericRecord toAvro(DroppedTicket drop, Schema schema) {
        return AvroFields.empty(schema)
                .put("ticketId", drop.ticketId())
                .putEnum("reason", drop.reason())
                .putOptional("replacedBy", drop.replacedBy())
                .record();
    }

    private static DroppedTicket drop(AvroFields fields) {
        return new DroppedTicket(
                fields.text("ticketId"), fields.symbol("reason", DropReason.class), fields.optionalText("replacedBy"));
    }
}

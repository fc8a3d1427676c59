package dev.factstream.schemas.wire;

import dev.factstream.schemas.run.RunState;
import dev.factstream.schemas.run.RunStatus;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;

final class RunStateMapping implements RecordMapping<RunState> {
    @Override
    public GenericRecord toAvro(RunState state, Schema schema) {
        AvroFields fields = AvroFields.empty(schema);
        return fields.put("runId", state.runId())
                .put("policyId", state.policyId())
                .put("baseHash", state.baseHash())
                .putEnum("status", state.status())
                .put("version", state.version())
                .put("adapterHash", state.adapterHash())
                .put("nextSequence", state.nextSequence())
                .putRecord("counts", state.counts(), TicketCountsMapping::toAvro)
                .put("checkpointFolder", state.checkpointFolder())
                .put("checkpointSha256", state.checkpointSha256())
                .put("updatedAt", state.updatedAtMillis())
                .putOptional(
                        "progress",
                        state.progress()
                                .map(progress -> RunProgressMapping.toAvro(progress, fields.schema("progress"))))
                .record();
    }

    @Override
    public RunState fromAvro(GenericRecord avro) {
        AvroFields fields = AvroFields.of(avro);
        return new RunState(
                fields.text("runId"),
                fields.text("policyId"),
                fields.text("baseHash"),
                fields.symbol("status", RunStatus.class),
                fields.integer("version"),
                fields.text("adapterHash"),
                fields.longInteger("nextSequence"),
                TicketCountsMapping.fromAvro(fields.nested("counts")),
                fields.text("checkpointFolder"),
                fields.text("checkpointSha256"),
                fields.longInteger("updatedAt"),
                fields.optional("progress", progress -> RunProgressMapping.fromAvro(AvroFields.of(progress))));
    }
}

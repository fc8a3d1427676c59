package dev.factstream.schemas.wire;

import dev.factstream.schemas.run.PublishedVersion;
import dev.factstream.schemas.run.RunProgress;
import dev.factstream.schemas.run.SettledTickets;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;

/** Maps the progress in the records of {@code run-state}. */
final class RunProgressMapping {
    private RunProgressMapping() {}

    static GenericRecord toAvro(RunProgress progress, Schema schema) {
        AvroFields fields = AvroFields.empty(schema);
        return fields.put("admissionVersion", progress.admissionVersion())
                .put("admissionTrained", progress.admissionTrained())
                .putRecords("published", progress.published(), RunProgressMapping::toAvro)
                .put("handledWindow", progress.handledWindow())
                .put("handledCanaryWindow", progress.handledCanaryWindow())
                .put("pausesOnAlarm", progress.pausesOnAlarm())
                .putOptional("settled", progress.settled().map(settled -> toAvro(settled, fields.schema("settled"))))
                .record();
    }

    private static GenericRecord toAvro(PublishedVersion version, Schema schema) {
        return AvroFields.empty(schema)
                .put("version", version.version())
                .put("adapterHash", version.adapterHash())
                .record();
    }

    private static GenericRecord toAvro(SettledTickets settled, Schema schema) {
        return AvroFields.empty(schema)
                .put("sequence", settled.sequence())
                .put("since", settled.sinceMillis())
                .putRecord("counts", settled.counts(), TicketCountsMapping::toAvro)
                .record();
    }

    static RunProgress fromAvro(AvroFields fields) {
        return new RunProgress(
                fields.integer("admissionVersion"),
                fields.longInteger("admissionTrained"),
                fields.list("published", version -> published(AvroFields.of(version))),
                fields.longInteger("handledWindow"),
                fields.longInteger("handledCanaryWindow"),
                fields.flag("pausesOnAlarm"),
                fields.optional("settled", settled -> settled(AvroFields.of(settled))));
    }

    private static PublishedVersion published(AvroFields fields) {
        return new PublishedVersion(fields.integer("version"), fields.text("adapterHash"));
    }

    private static SettledTickets settled(AvroFields fields) {
        return new SettledTickets(
                fields.longInteger("sequence"),
                fields.longInteger("since"),
                TicketCountsMapping.fromAvro(fields.nested("counts")));
    }
}

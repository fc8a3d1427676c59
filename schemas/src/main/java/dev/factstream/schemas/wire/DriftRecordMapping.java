package dev.factstream.schemas.wire;

import dev.factstream.schemas.drift.DriftFinding;
import dev.factstream.schemas.drift.DriftRecord;
import dev.factstream.schemas.drift.FindingLevel;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;

/** Maps the windows of the drift application to the records of {@code reward-drift} and back. */
final class DriftRecordMapping implements RecordMapping<DriftRecord> {
    @Override
    public GenericRecord toAvro(DriftRecord drift, Schema schema) {
        return AvroFields.empty(schema)
                .put("stream", drift.stream())
                .put("component", drift.component())
                .put("window", drift.window())
                .put("closed", drift.closed())
                .put("firstVersion", drift.firstVersion())
                .put("lastVersion", drift.lastVersion())
                .put("rollouts", drift.rollouts())
                .put("count", drift.count())
                .put("mean", drift.mean())
                .put("deviation", drift.deviation())
                // sorted, so that equal records have equal bytes
                .put("quantiles", new TreeMap<>(drift.quantiles()))
                .put("distances", new TreeMap<>(drift.distances()))
                .putRecords("findings", drift.findings(), DriftRecordMapping::toAvro)
                .put("updatedAt", drift.updatedAtMillis())
                .record();
    }

    @Override
    public DriftRecord fromAvro(GenericRecord avro) {
        AvroFields fields = AvroFields.of(avro);
        return new DriftRecord(
                fields.text("stream"),
                fields.text("component"),
                fields.longInteger("window"),
                fields.flag("closed"),
                fields.integer("firstVersion"),
                fields.integer("lastVersion"),
                fields.longInteger("rollouts"),
                fields.longInteger("count"),
                fields.decimal("mean"),
                fields.decimal("deviation"),
                fields.decimals("quantiles"),
                fields.decimals("distances"),
                fields.list("findings", finding -> finding(AvroFields.of(finding))),
                fields.longInteger("updatedAt"));
    }

    private static GenericRecord toAvro(DriftFinding finding, Schema schema) {
        return AvroFields.empty(schema)
                .put("name", finding.name())
                .putEnum("level", finding.level())
                .put("windows", finding.windows())
                .put("detail", finding.detail())
                .record();
    }

    private static DriftFinding finding(AvroFields fields) {
        return new DriftFinding(
                fields.text("name"),
                fields.symbol("level", FindingLevel.class),
                fields.integer("windows"),
                fields.text("detail"));
    }
}

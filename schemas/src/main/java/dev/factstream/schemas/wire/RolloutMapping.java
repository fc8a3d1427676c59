package dev.factstream.schemas.wire;

import dev.factstream.schemas.rollout.FinishReason;
import dev.factstream.schemas.rollout.Rollout;
import dev.factstream.schemas.rollout.Timings;
import dev.factstream.schemas.rollout.VersionRun;
import dev.factstream.schemas.ticket.Purpose;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;

/** Maps rollouts to the records of {@code rollouts} and back. */
final class RolloutMapping implements RecordMapping<Rollout> {
    @Override
    public GenericRecord toAvro(Rollout rollout, Schema schema) {
        return AvroFields.empty(schema)
                .put("rolloutId", rollout.rolloutId())
                .put("ticketId", rollout.ticketId())
                .put("sample", rollout.sample())
                .put("runId", rollout.runId())
                .putEnum("purpose", rollout.purpose())
                .put("minVersion", rollout.minVersion())
                .putRecord("question", rollout.question(), QuestionMapping::toAvro)
                .putRecord("sampling", rollout.sampling(), SamplingMapping::toAvro)
                .putBytes("tokens", LittleEndian.bytes(rollout.tokens()))
                .putBytes("logProbs", LittleEndian.bytes(rollout.logProbs()))
                .put("meanEntropy", rollout.meanEntropy())
                .putRecords("versionRuns", rollout.versionRuns(), RolloutMapping::ofRun)
                .put("adapterHash", rollout.adapterHash())
                .put("text", rollout.text())
                .putEnum("finishReason", rollout.finishReason())
                .putRecord("timings", rollout.timings(), RolloutMapping::ofTimings)
                .put("actorId", rollout.actorId())
                .put("deliveryCount", rollout.deliveryCount())
                .record();
    }

    @Override
    public Rollout fromAvro(GenericRecord avro) {
        AvroFields fields = AvroFields.of(avro);
        return new Rollout(
                fields.text("rolloutId"),
                fields.text("ticketId"),
                fields.integer("sample"),
                fields.text("runId"),
                fields.symbol("purpose", Purpose.class),
                fields.integer("minVersion"),
                QuestionMapping.fromAvro(fields.nested("question")),
                SamplingMapping.fromAvro(fields.nested("sampling")),
                LittleEndian.ints(fields.buffer("tokens")),
                LittleEndian.floats(fields.buffer("logProbs")),
                fields.decimal("meanEntropy"),
                fields.list("versionRuns", run -> versionRun(AvroFields.of(run))),
                fields.text("adapterHash"),
                fields.text("text"),
                fields.symbol("finishReason", FinishReason.class),
                timings(fields.nested("timings")),
                fields.text("actorId"),
                fields.integer("deliveryCount"));
    }

    private static GenericRecord ofRun(VersionRun run, Schema schema) {
        return AvroFields.empty(schema)
                .put("version", run.version())
                .put("tokens", run.tokens())
                .record();
    }

    private static VersionRun versionRun(AvroFields fields) {
        return new VersionRun(fields.integer("version"), fields.integer("tokens"));
    }

    private static GenericRecord ofTimings(Timings timings, Schema schema) {
        return AvroFields.empty(schema)
                .put("startedAt", timings.startedAtMillis())
                .put("finishedAt", timings.finishedAtMillis())
                .put("queueSeconds", timings.queueSeconds())
                .put("generateSeconds", timings.generateSeconds())
                .record();
    }

    private static Timings timings(AvroFields fields) {
        return new Timings(
                fields.longInteger("startedAt"),
                fields.longInteger("finishedAt"),
                fields.decimal("queueSeconds"),
                fields.decimal("generateSeconds"));
    }
}

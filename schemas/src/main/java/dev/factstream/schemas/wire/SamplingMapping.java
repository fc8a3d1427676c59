package dev.factstream.schemas.wire;

import dev.factstream.schemas.ticket.Sampling;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;

/** Maps sampling parameters to a nested record of tickets and rollouts, and back. */
final class SamplingMapping {
    private SamplingMapping() {}

    static GenericRecord toAvro(Sampling sampling, Schema schema) {
        return AvroFields.empty(schema)
                .put("temperature", sampling.temperature())
                .put("topP", sampling.topP())
                .put("topK", sampling.topK())
                .put("maxNewTokens", sampling.maxNewTokens())
                .put("seed", sampling.seed())
                .record();
    }

    static Sampling fromAvro(AvroFields fields) {
        return new Sampling(
                fields.single("temperature"),
                fields.single("topP"),
                fields.integer("topK"),
                fields.integer("maxNewTokens"),
                fields.longInteger("seed"));
    }
}

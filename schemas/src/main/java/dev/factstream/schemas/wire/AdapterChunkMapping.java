package dev.factstream.schemas.wire;

import dev.factstream.schemas.adapter.AdapterChunk;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;

/** Maps the chunks of an adapter to the records of {@code adapter-chunks} and back. */
final class AdapterChunkMapping implements RecordMapping<AdapterChunk> {
    @Override
    public GenericRecord toAvro(AdapterChunk chunk, Schema schema) {
        return AvroFields.empty(schema)
                .put("policyId", chunk.policyId())
                .put("version", chunk.version())
                .put("fileSha256", chunk.fileSha256())
                .put("index", chunk.index())
                .put("count", chunk.count())
                .putBytes("bytes", chunk.bytes())
                .putOptional("runId", chunk.runId())
                .record();
    }

    @Override
    public AdapterChunk fromAvro(GenericRecord avro) {
        AvroFields fields = AvroFields.of(avro);
        return new AdapterChunk(
                fields.optionalText("runId"),
                fields.text("policyId"),
                fields.integer("version"),
                fields.text("fileSha256"),
                fields.integer("index"),
                fields.integer("count"),
                fields.bytes("bytes"));
    }
}

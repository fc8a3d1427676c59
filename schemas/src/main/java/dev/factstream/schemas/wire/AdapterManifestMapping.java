package dev.factstream.schemas.wire;

import dev.factstream.schemas.adapter.AdapterManifest;
import java.net.URI;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;

/** Maps the manifest of an adapter to the records of {@code adapters} and back. */
final class AdapterManifestMapping implements RecordMapping<AdapterManifest> {
    @Override
    public GenericRecord toAvro(AdapterManifest manifest, Schema schema) {
        return AvroFields.empty(schema)
                .put("policyId", manifest.policyId())
                .put("version", manifest.version())
                .put("optimizerStep", manifest.optimizerStep())
                .put("baseHash", manifest.baseHash())
                .put("adapterHash", manifest.adapterHash())
                .put("fileSha256", manifest.fileSha256())
                .put("rank", manifest.rank())
                .put("alpha", manifest.alpha())
                .put("targets", manifest.targets())
                .put("chunkCount", manifest.chunkCount())
                .put("byteLength", manifest.byteLength())
                .putOptional("uri", manifest.uri().map(URI::toString))
                .put("runId", manifest.runId())
                .put("createdAt", manifest.createdAtMillis())
                .record();
    }

    @Override
    public AdapterManifest fromAvro(GenericRecord avro) {
        AvroFields fields = AvroFields.of(avro);
        return new AdapterManifest(
                fields.text("policyId"),
                fields.integer("version"),
                fields.longInteger("optimizerStep"),
                fields.text("baseHash"),
                fields.text("adapterHash"),
                fields.text("fileSha256"),
                fields.integer("rank"),
                fields.decimal("alpha"),
                fields.list("targets", Object::toString),
                fields.integer("chunkCount"),
                fields.longInteger("byteLength"),
                fields.optionalText("uri").map(URI::create),
                fields.text("runId"),
                fields.longInteger("createdAt"));
    }
}

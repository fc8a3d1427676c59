package dev.factstream.schemas.wire;

import dev.factstream.schemas.facts.AnswerKind;
import dev.factstream.schemas.ticket.PoolEntry;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;

/** Maps the entries of the prompt pool to the records of {@code prompt-pool} and back. */
final class PoolEntryMapping implements RecordMapping<PoolEntry> {
    @Override
    public GenericRecord toAvro(PoolEntry entry, Schema schema) {
        return AvroFields.empty(schema)
                .putRecord("question", entry.question(), QuestionMapping::toAvro)
                .putEnum("answerKind", entry.answerKind())
                .put("split", entry.split())
                .putOptional("source", entry.source())
                .record();
    }

    @Override
    public PoolEntry fromAvro(GenericRecord avro) {
        AvroFields fields = AvroFields.of(avro);
        return new PoolEntry(
                QuestionMapping.fromAvro(fields.nested("question")),
                fields.symbol("answerKind", AnswerKind.class),
                fields.text("split"),
                fields.optionalText("source"));
    }
}

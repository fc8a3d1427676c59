package dev.factstream.schemas.wire;

import dev.factstream.schemas.facts.AnswerKind;
import dev.factstream.schemas.facts.Facts;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;

/** Maps the facts of a prompt to the records of {@code facts} and back. */
final class FactsMapping implements RecordMapping<Facts> {
    @Override
    public GenericRecord toAvro(Facts facts, Schema schema) {
        return AvroFields.empty(schema)
                .put("promptId", facts.promptId())
                .put("captions", facts.captions())
                .putOptional("rationale", facts.rationale())
                .putEnum("answerKind", facts.answerKind())
                .putOptional("correctAnswer", facts.correctAnswer())
                .put("lengthMultiplier", facts.lengthMultiplier())
                .record();
    }

    @Override
    public Facts fromAvro(GenericRecord avro) {
        AvroFields fields = AvroFields.of(avro);
        return new Facts(
                fields.text("promptId"),
                fields.list("captions", Object::toString),
                fields.optionalText("rationale"),
                fields.symbol("answerKind", AnswerKind.class),
                fields.optionalText("correctAnswer"),
                fields.decimal("lengthMultiplier"));
    }
}

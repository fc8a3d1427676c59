package dev.factstream.schemas.wire;

import dev.factstream.schemas.facts.AnswerContent;
import dev.factstream.schemas.facts.AnswerKind;
import dev.factstream.schemas.rollout.RewardParts;
import dev.factstream.schemas.rollout.ScoredRollout;
import java.util.OptionalDouble;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;

/** Maps scored rollouts to the records of {@code scored-rollouts} and back. */
final class ScoredRolloutMapping implements RecordMapping<ScoredRollout> {
    private static final RolloutMapping ROLLOUT = new RolloutMapping();

    @Override
    public GenericRecord toAvro(ScoredRollout scored, Schema schema) {
        AvroFields fields = AvroFields.empty(schema)
                .putRecord("rollout", scored.rollout(), ROLLOUT::toAvro)
                .putRecord("reward", scored.reward(), ScoredRolloutMapping::toAvro)
                .put("correct", scored.correct())
                .putEnum("answerKind", scored.answerKind())
                .put("rewardModelId", scored.rewardModelId())
                .put("rewardProfile", scored.rewardProfile())
                .put("factsHash", scored.factsHash())
                .put("scoredAt", scored.scoredAtMillis());
        scored.content().ifPresent(content -> fields.putRecord("content", content, ScoredRolloutMapping::toAvro));
        return fields.record();
    }

    @Override
    public ScoredRollout fromAvro(GenericRecord avro) {
        AvroFields fields = AvroFields.of(avro);
        return new ScoredRollout(
                ROLLOUT.fromAvro(fields.nested("rollout").record()),
                reward(fields.nested("reward")),
                fields.flag("correct"),
                fields.symbol("answerKind", AnswerKind.class),
                fields.text("rewardModelId"),
                fields.text("rewardProfile"),
                fields.text("factsHash"),
                fields.longInteger("scoredAt"),
                fields.optional("content", content -> content(AvroFields.of(content))));
    }

    private static GenericRecord toAvro(RewardParts reward, Schema schema) {
        return AvroFields.empty(schema)
                .put("rewardModel", nullable(reward.rewardModel()))
                .put("correctness", reward.correctness())
                .put("length", reward.length())
                .put("missingEnd", reward.missingEnd())
                .put("total", reward.total())
                .record();
    }

    /** Ignores the written total, which is for other readers: it is computed from the parts. */
    private static RewardParts reward(AvroFields fields) {
        return new RewardParts(
                optional("rewardModel", fields),
                fields.decimal("correctness"),
                fields.decimal("length"),
                fields.decimal("missingEnd"));
    }

    private static GenericRecord toAvro(AnswerContent content, Schema schema) {
        return AvroFields.empty(schema)
                .put("support", nullable(content.support()))
                .put("coverage", content.coverage())
                .put("evasive", content.evasive())
                .record();
    }

    private static AnswerContent content(AvroFields fields) {
        return new AnswerContent(optional("support", fields), fields.decimal("coverage"), fields.flag("evasive"));
    }

    private static Double nullable(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }

    private static OptionalDouble optional(String name, AvroFields fields) {
        return fields.optional(name, value -> OptionalDouble.of((Double) value)).orElseGet(OptionalDouble::empty);
    }
}

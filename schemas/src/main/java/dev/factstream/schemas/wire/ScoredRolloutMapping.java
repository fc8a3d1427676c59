package dev.factstream.schemas.wire;

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
        return AvroFields.empty(schema)
                .putRecord("rollout", scored.rollout(), ROLLOUT::toAvro)
                .putRecord("reward", scored.reward(), ScoredRolloutMapping::toAvro)
                .put("correct", scored.correct())
                .putEnum("answerKind", scored.answerKind())
                .put("rewardModelId", scored.rewardModelId())
                .put("rewardProfile", scored.rewardProfile())
                .put("factsHash", scored.factsHash())
                .put("scoredAt", scored.scoredAtMillis())
                .record();
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
                fields.longInteger("scoredAt"));
    }

    private static GenericRecord toAvro(RewardParts reward, Schema schema) {
        OptionalDouble rewardModel = reward.rewardModel();
        return AvroFields.empty(schema)
                .put("rewardModel", rewardModel.isPresent() ? rewardModel.getAsDouble() : null)
                .put("correctness", reward.correctness())
                .put("length", reward.length())
                .put("missingEnd", reward.missingEnd())
                .put("total", reward.total())
                .record();
    }

    /** Ignores the written total, which is for other readers: it is computed from the parts. */
    private static RewardParts reward(AvroFields fields) {
        return new RewardParts(
                fields.optional("rewardModel", score -> OptionalDouble.of((Double) score))
                        .orElseGet(OptionalDouble::empty),
                fields.decimal("correctness"),
                fields.decimal("length"),
                fields.decimal("missingEnd"));
    }
}

package dev.factstream.dashboard;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factstream.schemas.facts.AnswerKind;
import dev.factstream.schemas.facts.Facts;
import dev.factstream.schemas.rollout.FinishReason;
import dev.factstream.schemas.rollout.RewardParts;
import dev.factstream.schemas.rollout.Rollout;
import dev.factstream.schemas.rollout.ScoredRollout;
import java.util.Locale;
import java.util.Optional;

/** Formats a rollout as JSON for the page: question, answer, facts and reward. */
final class RolloutJson {
    private RolloutJson() {}

    /** @param facts empty if unknown */
    static ObjectNode of(LocatedRollout seen, Optional<Facts> facts) {
        ScoredRollout scored = seen.scored();
        Rollout rollout = scored.rollout();
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("id", rollout.rolloutId())
                .put("coordinate", seen.coordinate())
                .put("at", rollout.timings().finishedAtMillis())
                .put("purpose", rollout.purpose().name().toLowerCase(Locale.ROOT))
                .put("question", rollout.question().text())
                .put("answer", rollout.text())
                .put("cut", rollout.finishReason() == FinishReason.LENGTH)
                .put("kind", scored.answerKind().name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .put("oldestVersion", rollout.oldestVersion())
                .put("newestVersion", rollout.newestVersion())
                .put("actor", rollout.actorId())
                .put("tokens", rollout.tokens().length);
        JsonNumbers.put(node, "seconds", rollout.timings().generateSeconds());
        JsonNumbers.put(node, "entropy", rollout.meanEntropy());
        if (scored.answerKind() != AnswerKind.OPEN) {
            node.put("correct", scored.correct());
        }
        rollout.question().image().ifPresent(image -> node.put("image", "images/" + image.sha256()));
        reward(node.putObject("reward"), scored.reward());
        facts.ifPresent(known -> {
            facts(node.putObject("facts"), known);
            FalseSpans.of(rollout.question().text(), rollout.text(), known).ifPresent(spans -> {
                ArrayNode marks = node.putArray("falsehoods");
                spans.forEach(span -> marks.addArray().add(span.from()).add(span.to()));
            });
        });
        return node;
    }

    private static void reward(ObjectNode node, RewardParts reward) {
        reward.rewardModel().ifPresent(score -> JsonNumbers.put(node, "model", score));
        JsonNumbers.put(node, "correctness", reward.correctness());
        JsonNumbers.put(node, "length", reward.length());
        JsonNumbers.put(node, "missingEnd", reward.missingEnd());
        JsonNumbers.put(node, "total", reward.total());
    }

    private static void facts(ObjectNode node, Facts facts) {
        ArrayNode captions = node.putArray("captions");
        facts.captions().forEach(captions::add);
        facts.rationale().ifPresent(rationale -> node.put("rationale", rationale));
        facts.correctAnswer().ifPresent(answer -> node.put("answer", answer));
    }
}

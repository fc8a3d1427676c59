package dev.factstream.schemas.facts;

import static dev.factstream.schemas.Check.require;

import dev.factstream.schemas.Check;
import dev.factstream.schemas.Sha256;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The ground truth about a prompt's picture: the scorer's side of the join, never visible to an actor.
 *
 * @param captions sentences that people wrote about the picture; may be empty
 * @param rationale why the correct answer is correct
 * @param correctAnswer {@code yes}, {@code no}, {@code A}, {@code B}, …; empty when the kind is open
 * @param lengthMultiplier scales the length penalty of this prompt; finite, at most a million. A negative value is a bonus for length, as in
 *     released rows of LLaVA-RLHF; the reward profile decides whether it is paid
 */
public record Facts(
        String promptId,
        List<String> captions,
        Optional<String> rationale,
        AnswerKind answerKind,
        Optional<String> correctAnswer,
        double lengthMultiplier) {
    /** Larger penalties would let one answer decide over the update of a whole batch. */
    private static final double MAX_MULTIPLIER = 1e6;

    public Facts {
        Check.id(promptId, "promptId");
        captions = List.copyOf(captions);
        Objects.requireNonNull(rationale, "rationale");
        Objects.requireNonNull(answerKind, "answerKind");
        require(
                correctAnswer.isPresent() == (answerKind != AnswerKind.OPEN),
                "correctAnswer",
                "must be given exactly if the kind is not OPEN; kind " + answerKind,
                correctAnswer);
        require(
                Math.abs(lengthMultiplier) <= MAX_MULTIPLIER,
                "lengthMultiplier",
                "must be finite, at most " + MAX_MULTIPLIER,
                lengthMultiplier);
    }

    /** Returns the SHA-256 of all components in a canonical spelling: equal facts have equal hashes on every machine. */
    public String hash() {
        List<String> parts = new ArrayList<>();
        parts.add(promptId);
        parts.add(Integer.toString(captions.size()));
        parts.addAll(captions);
        parts.add(rationale.map(text -> "+" + text).orElse("-"));
        parts.add(answerKind.name());
        parts.add(correctAnswer.map(text -> "+" + text).orElse("-"));
        parts.add(Double.toString(lengthMultiplier));
        return Sha256.hex(parts);
    }
}

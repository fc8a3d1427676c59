package dev.factstream.scorer;

import dev.factstream.schemas.facts.AnswerKind;
import dev.factstream.schemas.facts.Facts;
import dev.factstream.schemas.rollout.FinishReason;
import dev.factstream.schemas.rollout.Rollout;
import dev.factstream.schemas.rollout.Timings;
import dev.factstream.schemas.rollout.VersionRun;
import dev.factstream.schemas.ticket.ImagePayload;
import dev.factstream.schemas.ticket.Purpose;
import dev.factstream.schemas.ticket.Question;
import dev.factstream.schemas.ticket.Sampling;
import dev.factstream.schemas.ticket.Ticket;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Rollouts and facts for tests. */
public final class Samples {
    /** The token limit of every sample. */
    public static final int LIMIT = 16;

    private Samples() {}

    /** Returns a finished first answer to ticket {@code sequence}, four tokens long. */
    public static Rollout rollout(long sequence, String promptId, String text) {
        return rollout(sequence, promptId, text, 4, FinishReason.STOP, -1.5f);
    }

    /** Returns an answer of {@code tokens} tokens, each with log-probability {@code logProb}. */
    public static Rollout rollout(
            long sequence, String promptId, String text, int tokens, FinishReason finish, float logProb) {
        return rollout(
                sequence, new Question(promptId, "Is there a dog?", Optional.empty()), text, tokens, finish, logProb);
    }

    /** Returns a finished answer about a picture, four tokens long. */
    public static Rollout rollout(long sequence, String promptId, ImagePayload picture, String text) {
        Question question = new Question(promptId, "Is there a dog?", Optional.of(picture));
        return rollout(sequence, question, text, 4, FinishReason.STOP, -1.5f);
    }

    private static Rollout rollout(
            long sequence, Question question, String text, int tokens, FinishReason finish, float logProb) {
        float[] logProbs = new float[tokens];
        Arrays.fill(logProbs, logProb);
        String ticketId = Ticket.id("run", sequence);
        return new Rollout(
                Rollout.id(ticketId, 0),
                ticketId,
                0,
                "run",
                Purpose.TRAIN,
                0,
                question,
                new Sampling(1, 1, 0, LIMIT, sequence),
                new int[tokens],
                logProbs,
                1.0,
                List.of(new VersionRun(3, tokens)),
                "none",
                text,
                finish,
                new Timings(0, 1, 0, 0.001),
                "actor",
                1);
    }

    /** Returns facts with the right answer yes. */
    public static Facts yes(String promptId) {
        return facts(promptId, AnswerKind.YES_NO, "yes", 1);
    }

    /** Returns the facts of a prompt; open questions have no right answer. */
    public static Facts facts(String promptId, AnswerKind kind, String right, double lengthMultiplier) {
        return new Facts(
                promptId,
                List.of("A dog sleeps."),
                Optional.empty(),
                kind,
                Optional.ofNullable(right),
                lengthMultiplier);
    }
}

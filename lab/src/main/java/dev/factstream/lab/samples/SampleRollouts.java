package dev.factstream.lab.samples;

import dev.factstream.picturebook.PictureBook;
import dev.factstream.picturebook.PictureBookOptions;
import dev.factstream.picturebook.judge.VerifiableQuestion;
import dev.factstream.picturebook.world.Split;
import dev.factstream.picturebook.world.World;
import dev.factstream.schemas.Sha256;
import dev.factstream.schemas.facts.Facts;
import dev.factstream.schemas.rollout.FinishReason;
import dev.factstream.schemas.rollout.Rollout;
import dev.factstream.schemas.rollout.Timings;
import dev.factstream.schemas.rollout.VersionRun;
import dev.factstream.schemas.rows.PromptRow;
import dev.factstream.schemas.ticket.ImagePayload;
import dev.factstream.schemas.ticket.Purpose;
import dev.factstream.schemas.ticket.Question;
import dev.factstream.schemas.ticket.Sampling;
import dev.factstream.schemas.ticket.Ticket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Sample rollouts for a scorer: real questions of a picture book with its reference answers. Every other answer belongs to the next
 * question and is wrong; in the next round over the questions right and wrong are exchanged. No policy sampled them, so tokens and
 * log-probabilities are placeholders, which a scorer only counts. Immutable, thread-safe; equal seeds give equal rollouts.
 */
public final class SampleRollouts {
    private static final World WORLD = World.preset("tiny");
    private static final int LIMIT = 64;

    private final String runId;
    private final List<Question> questions = new ArrayList<>();
    private final List<Facts> facts = new ArrayList<>();
    private final List<String> answers = new ArrayList<>();

    /**
     * @param runId the run id of their tickets
     * @param pictures number of pictures; each has several questions
     */
    public SampleRollouts(String runId, int pictures, long seed) {
        this.runId = runId;
        PictureBook book = new PictureBook(PictureBookOptions.of(WORLD, pictures, seed, Split.TRAIN));
        for (int picture = 0; picture < pictures; picture++) {
            book.questions(picture).forEach(this::add);
        }
    }

    private void add(VerifiableQuestion judged) {
        PromptRow row = judged.row();
        byte[] png = judged.png();
        String promptId = row.id() + "." + Sha256.hex(png).substring(0, 16);
        questions.add(new Question(promptId, row.question(), Optional.of(ImagePayload.inline(png, "image/png"))));
        facts.add(new Facts(
                promptId,
                row.captions(),
                row.rationale(),
                row.answerKind(),
                row.correctAnswer(),
                row.lengthMultiplier()));
        answers.add(row.referenceAnswer().orElseThrow());
    }

    /** The facts of all questions. */
    public List<Facts> facts() {
        return List.copyOf(facts);
    }

    /** Returns the question of the ticket with this number, from 0. */
    Question question(int number) {
        return questions.get(number % questions.size());
    }

    /** Returns the rollout of the ticket with this number, from 0; the questions repeat in turn. */
    public Rollout rollout(int number) {
        int question = number % questions.size();
        String answer =
                answers.get((number + number / questions.size()) % 2 == 0 ? question : (question + 1) % answers.size());
        int tokens = Math.min(LIMIT, answer.length() / 4 + 1);
        String ticketId = Ticket.id(runId, number);
        return new Rollout(
                Rollout.id(ticketId, 0),
                ticketId,
                0,
                runId,
                Purpose.TRAIN,
                0,
                questions.get(question),
                new Sampling(1, 1, 0, LIMIT, number),
                new int[tokens],
                new float[tokens],
                0,
                List.of(new VersionRun(0, tokens)),
                "none",
                answer,
                FinishReason.STOP,
                new Timings(0, 1, 0, 0.001),
                "sample",
                1);
    }
}

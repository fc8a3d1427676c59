package dev.factstream.evaluation.heldout;

import dev.factstream.picturebook.PictureBook;
import dev.factstream.picturebook.PictureBookOptions;
import dev.factstream.picturebook.questions.QuestionMix;
import dev.factstream.picturebook.rows.SftDials;
import dev.factstream.picturebook.world.Split;
import dev.factstream.picturebook.world.World;
import dev.factstream.schemas.facts.AnswerKind;
import dev.factstream.schemas.facts.Facts;
import dev.factstream.schemas.rows.PromptRow;
import dev.factstream.schemas.rows.PromptRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Creates and reads held-out questions. Stateless. */
public final class HeldOutQuestions {
    private HeldOutQuestions() {}

    /**
     * Creates questions about held-out scenes of the picture book, one per picture. Of every eight, two have the answer yes, two no,
     * and one each A to D. Uses all cores; equal arguments give equal questions.
     *
     * @param count number of questions; a multiple of eight is balanced exactly
     * @param seed seed of the scenes; no seed gives a scene of the training split
     */
    public static List<HeldOutQuestion> ofPictureBook(World world, int count, long seed) {
        PictureBook book = new PictureBook(
                new PictureBookOptions(world, count, seed, Split.HELD_OUT, 1, QuestionMix.CHECKABLE, SftDials.DEFAULT));
        return LongStream.range(0, count)
                .parallel()
                .mapToObj(index -> question(book.prompts(index).get(0), book.png(index)))
                .toList();
    }

    /**
     * Reads the questions of a folder that have a picture and a correct answer, see {@link PromptRows}.
     *
     * @throws dev.factstream.schemas.rows.BadRowsException if rows cannot be used
     * @throws IOException if a file cannot be read
     */
    public static List<HeldOutQuestion> ofFolder(Path folder) throws IOException {
        List<HeldOutQuestion> questions = new ArrayList<>();
        for (PromptRow row : PromptRows.read(folder.resolve(PromptRows.FILE))) {
            if (row.answerKind() != AnswerKind.OPEN && row.image().isPresent()) {
                questions.add(question(
                        row, Files.readAllBytes(folder.resolve(row.image().get()))));
            }
        }
        return questions;
    }

    /**
     * Returns the same questions, each about the picture of another one: a policy that still answers right does so without using the
     * picture.
     *
     * @param questions at least two
     * @param seed seed of the order
     */
    public static List<HeldOutQuestion> shuffledPictures(List<HeldOutQuestion> questions, long seed) {
        if (questions.size() < 2) {
            throw new IllegalArgumentException(
                    "shuffling pictures takes at least two questions, not " + questions.size());
        }
        List<Integer> cycle =
                new ArrayList<>(IntStream.range(0, questions.size()).boxed().toList());
        // one random cycle through all questions (Sattolo 1986), so that none keeps its picture
        Random random = new Random(seed);
        for (int i = cycle.size() - 1; i > 0; i--) {
            Collections.swap(cycle, i, random.nextInt(i));
        }
        return IntStream.range(0, questions.size())
                .mapToObj(i ->
                        questions.get(i).withImage(questions.get(cycle.get(i)).image()))
                .toList();
    }

    private static HeldOutQuestion question(PromptRow row, byte[] picture) {
        Facts facts = new Facts(
                row.id(),
                row.captions(),
                row.rationale(),
                row.answerKind(),
                row.correctAnswer(),
                row.lengthMultiplier());
        return new HeldOutQuestion(row.question(), picture, facts);
    }
}

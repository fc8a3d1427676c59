package dev.factstream.evaluation;

import dev.factstream.data.picturebook.PictureBook;
import dev.factstream.data.picturebook.PictureBookOptions;
import dev.factstream.data.picturebook.QuestionMix;
import dev.factstream.data.picturebook.SftDials;
import dev.factstream.data.picturebook.Split;
import dev.factstream.data.picturebook.World;
import dev.factstream.data.rows.PromptRow;
import dev.factstream.data.rows.PromptRows;
import dev.factstream.schemas.facts.AnswerKind;
import dev.factstream.schemas.facts.Facts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;

/** Questions for a test, from scenes that no training data contains. */
public final class HeldOutQuestions {
    /** Every so many questions the answers are balanced exactly: two yes, two no, one of each letter. */
    public static final int BALANCE = 8;

    private HeldOutQuestions() {}

    /**
     * Questions on the picture book, one per picture, from its held-out split: a quarter each yes and no, an eighth each A
     * to D. Uses all cores; always the same for the same arguments.
     *
     * @param count a multiple of {@link #BALANCE}
     */
    public static List<TestQuestion> ofPictureBook(World world, int count, long seed) {
        if (count < BALANCE || count % BALANCE != 0) {
            throw new IllegalArgumentException(
                    "Answers cannot be balanced in " + count + " questions; take a multiple of " + BALANCE);
        }
        PictureBook book = new PictureBook(
                new PictureBookOptions(world, count, seed, Split.HELD_OUT, 1, QuestionMix.CHECKABLE, SftDials.DEFAULT));
        return LongStream.range(0, count)
                .parallel()
                .mapToObj(index -> question(book.prompts(index).get(0), Optional.of(book.png(index))))
                .toList();
    }

    /**
     * The questions of a folder that have a correct answer, see {@link PromptRows}.
     *
     * @throws IOException if a file cannot be read
     */
    public static List<TestQuestion> ofFolder(Path folder) throws IOException {
        List<TestQuestion> questions = new ArrayList<>();
        for (PromptRow row : PromptRows.read(folder.resolve(PromptRows.FILE))) {
            if (row.answerKind() != AnswerKind.OPEN) {
                Optional<byte[]> picture = Optional.empty();
                if (row.image().isPresent()) {
                    picture = Optional.of(
                            Files.readAllBytes(folder.resolve(row.image().get())));
                }
                questions.add(question(row, picture));
            }
        }
        return questions;
    }

    /**
     * Every question asked about the picture of another one: what is still answered correctly is guessed, not seen.
     *
     * @param questions at least two
     */
    public static List<TestQuestion> withPicturesShuffled(List<TestQuestion> questions, long seed) {
        if (questions.size() < 2) {
            throw new IllegalArgumentException("One picture cannot be shuffled");
        }
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < questions.size(); i++) {
            order.add(i);
        }
        // one random cycle through all (Sattolo 1986), so that none keeps its own
        Random random = new Random(seed);
        for (int i = order.size() - 1; i > 0; i--) {
            Collections.swap(order, i, random.nextInt(i));
        }
        List<TestQuestion> shuffled = new ArrayList<>();
        for (int i = 0; i < questions.size(); i++) {
            shuffled.add(questions.get(i).about(questions.get(order.get(i)).picture()));
        }
        return shuffled;
    }

    private static TestQuestion question(PromptRow row, Optional<byte[]> picture) {
        Facts facts = new Facts(
                row.id(),
                row.captions(),
                row.rationale(),
                row.answerKind(),
                row.correctAnswer(),
                row.lengthMultiplier());
        return new TestQuestion(row.question(), picture, facts);
    }
}

package dev.factstream.evaluation.heldout;

import dev.factstream.data.picturebook.PictureBook;
import dev.factstream.data.picturebook.PictureBookOptions;
import dev.factstream.data.picturebook.Split;
import dev.factstream.data.picturebook.World;
import dev.factstream.data.rows.PromptRow;
import dev.factstream.schemas.facts.Facts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;

/** Where held-out questions come from. Stateless. */
public final class HeldOutQuestions {
    private HeldOutQuestions() {}

    /**
     * Questions about the held-out scenes of a picture book: half yes/no, half multiple choice, and within each kind every answer is
     * right equally often.
     *
     * @param count of questions; rounded up to whole pictures, which have two each
     * @param seed of the scenes; no seed ever gives a scene of the training split
     */
    public static List<HeldOutQuestion> ofPictureBook(World world, int count, long seed) {
        int pictures = (count + 1) / 2;
        PictureBook book = new PictureBook(PictureBookOptions.of(world, pictures, seed, Split.HELD_OUT));
        return LongStream.range(0, pictures)
                .parallel()
                .mapToObj(index -> ofPicture(book, index))
                .flatMap(List::stream)
                .toList();
    }

    /**
     * The same questions, each about a picture that belongs to another question: what a policy still answers right then, it answers
     * without looking.
     *
     * @param seed of the order
     */
    public static List<HeldOutQuestion> shuffledPictures(List<HeldOutQuestion> questions, long seed) {
        Map<byte[], byte[]> other = otherPictures(questions, seed);
        return questions.stream()
                .map(question -> question.withImage(other.get(question.image())))
                .toList();
    }

    private static List<HeldOutQuestion> ofPicture(PictureBook book, long index) {
        byte[] picture = book.png(index);
        return book.prompts(index).stream()
                .map(row -> new HeldOutQuestion(row.question(), picture, facts(row)))
                .toList();
    }

    private static Facts facts(PromptRow row) {
        return new Facts(
                row.id(),
                row.captions(),
                row.rationale(),
                row.answerKind(),
                row.correctAnswer(),
                row.lengthMultiplier());
    }

    /** One cycle through all pictures (Sattolo 1986), so that none stays where it was. */
    private static Map<byte[], byte[]> otherPictures(List<HeldOutQuestion> questions, long seed) {
        Set<byte[]> distinct = Collections.newSetFromMap(new IdentityHashMap<>());
        List<byte[]> pictures = new ArrayList<>();
        questions.stream().map(HeldOutQuestion::image).filter(distinct::add).forEach(pictures::add);
        if (pictures.size() < 2) {
            throw new IllegalArgumentException("one picture cannot be exchanged with another");
        }
        List<byte[]> cycle = new ArrayList<>(pictures);
        Random random = new Random(seed);
        for (int i = cycle.size() - 1; i > 0; i--) {
            Collections.swap(cycle, i, random.nextInt(i));
        }
        Map<byte[], byte[]> other = new IdentityHashMap<>();
        for (int i = 0; i < pictures.size(); i++) {
            other.put(pictures.get(i), cycle.get(i));
        }
        return other;
    }
}

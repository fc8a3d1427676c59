package dev.factstream.picturebook.questions;

import dev.factstream.picturebook.world.SeedMixer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The proportions of the question kinds. Questions are dealt from shuffled decks, so that the proportions and the answers (yes
 * and no, the four letters) are exact over each deck, not only on average.
 *
 * @param open weight of open questions
 * @param multipleChoice weight of multiple-choice questions
 * @param yesNo weight of yes/no questions
 */
public record QuestionMix(int open, int multipleChoice, int yesNo) {
    /** Stands for an open question among the wanted answers. */
    public static final String OPEN = "open";

    /** As many multiple-choice as yes/no questions: all have a true answer that can be checked. */
    public static final QuestionMix CHECKABLE = new QuestionMix(0, 1, 1);

    /** The proportions of LLaVA-RLHF's prompts (arXiv 2309.14525, section 3). */
    public static final QuestionMix PAPER = new QuestionMix(50, 12, 10);

    public QuestionMix {
        if (open < 0 || multipleChoice < 0 || yesNo < 0 || open + multipleChoice + yesNo == 0) {
            throw new IllegalArgumentException("A mix needs non-negative weights, at least one of them above 0");
        }
    }

    /**
     * Parses {@code open:multipleChoice:yesNo}, for example {@code 50:12:10}.
     *
     * @throws IllegalArgumentException if the text has another form
     */
    public static QuestionMix parse(String text) {
        String[] parts = text.split(":");
        if (parts.length != 3) {
            throw new IllegalArgumentException("A mix is written open:choice:yesno, for example 50:12:10, not " + text);
        }
        return new QuestionMix(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
    }

    /** Returns the answer that question {@code number} must have: {@code yes}, {@code no}, a letter, or {@link #OPEN}. */
    public String wanted(long seed, long number) {
        List<String> deck = new ArrayList<>();
        deck.addAll(Collections.nCopies(4 * open, OPEN));
        deck.addAll(Collections.nCopies(2 * yesNo, "yes"));
        deck.addAll(Collections.nCopies(2 * yesNo, "no"));
        for (char letter : MultipleChoiceQuestions.LETTERS.toCharArray()) {
            deck.addAll(Collections.nCopies(multipleChoice, String.valueOf(letter)));
        }
        Collections.shuffle(deck, SeedMixer.random(seed, 7, number / deck.size()));
        return deck.get((int) (number % deck.size()));
    }
}

package dev.factstream.picturebook.questions;

import dev.factstream.picturebook.world.Catalogue;
import dev.factstream.picturebook.world.Scene;
import dev.factstream.picturebook.world.World;
import java.util.Random;

/** Asks a question about a scene that has the wanted answer. Thread-safe. */
public final class QuestionGenerator {
    private final YesNoQuestions yesNo;
    private final MultipleChoiceQuestions multipleChoice;
    private final OpenQuestions open;

    public QuestionGenerator(World world, Catalogue catalogue) {
        CooccurrencePrior expectations = new CooccurrencePrior(catalogue);
        yesNo = new YesNoQuestions(expectations, world);
        multipleChoice = new MultipleChoiceQuestions(new MultipleChoiceDrafter(catalogue, expectations, world));
        open = new OpenQuestions(catalogue, expectations, world);
    }

    public OpenQuestions open() {
        return open;
    }

    /**
     * Asks a question.
     *
     * @param wanted {@code yes}, {@code no}, {@code A} to {@code D}, or {@link QuestionMix#OPEN}
     */
    public SceneQuestion ask(Scene scene, String wanted, Random random) {
        return switch (wanted) {
            case "yes", "no" -> yesNo.ask(scene, wanted.equals("yes"), random);
            case QuestionMix.OPEN -> open.any(scene, random);
            default -> multipleChoice.ask(scene, wanted.charAt(0), random);
        };
    }
}

package dev.factstream.data.picturebook;

import java.util.Random;

/** Asks a question about a scene that has the wanted answer. Thread-safe. */
final class Questioner {
    private final YesNoQuestions yesNo;
    private final MultipleChoiceQuestions multipleChoice;
    private final OpenQuestions open;

    Questioner(World world, Catalogue catalogue) {
        Expectations expectations = new Expectations(catalogue);
        yesNo = new YesNoQuestions(expectations, world);
        multipleChoice = new MultipleChoiceQuestions(new Choices(catalogue, expectations, world));
        open = new OpenQuestions(catalogue, expectations, world);
    }

    OpenQuestions open() {
        return open;
    }

    /**
     * Asks a question.
     *
     * @param wanted {@code yes}, {@code no}, {@code A} to {@code D}, or {@link QuestionMix#OPEN}
     */
    PictureQuestion ask(Scene scene, String wanted, Random random) {
        return switch (wanted) {
            case "yes", "no" -> yesNo.ask(scene, wanted.equals("yes"), random);
            case QuestionMix.OPEN -> open.any(scene, random);
            default -> multipleChoice.ask(scene, wanted.charAt(0), random);
        };
    }
}

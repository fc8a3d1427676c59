package dev.factstream.data.picturebook;

import java.util.Random;

/** Asks about a scene a question that has the wanted answer. Safe for several threads. */
final class Questioner {
    private final YesNoQuestions yesNo;
    private final MultipleChoiceQuestions multipleChoice;
    private final Descriptions descriptions;

    Questioner(World world, Catalogue catalogue) {
        Expectations expectations = new Expectations(catalogue);
        yesNo = new YesNoQuestions(expectations, world);
        multipleChoice = new MultipleChoiceQuestions(new Choices(catalogue, expectations, world));
        descriptions = new Descriptions(expectations, world);
    }

    /**
     * A question.
     *
     * @param wanted {@code yes}, {@code no}, {@code A} to {@code D}, or {@link QuestionMix#OPEN}
     */
    PictureQuestion ask(Scene scene, String wanted, Random random) {
        return switch (wanted) {
            case "yes", "no" -> yesNo.ask(scene, wanted.equals("yes"), random);
            case QuestionMix.OPEN -> descriptions.ask(scene, random);
            default -> multipleChoice.ask(scene, wanted.charAt(0), random);
        };
    }
}

package dev.factstream.data.picturebook;

import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Asks 'What place is this?' The elaboration names the most usual thing of the place. */
final class EnvironmentQuestion implements OpenForm {
    private final Catalogue catalogue;

    EnvironmentQuestion(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    static String answer(Environment environment) {
        return "This is the " + environment.name() + ".";
    }

    @Override
    public QuestionType type() {
        return QuestionType.ENVIRONMENT;
    }

    @Override
    public Optional<PictureQuestion> ask(Scene scene, Random random) {
        Environment environment = scene.environment();
        List<Environment> others = catalogue.environments().stream()
                .filter(other -> !other.name().equals(environment.name()))
                .toList();
        PictureQuestion question = PictureQuestion.open(
                type(),
                "What place is this?",
                Answers.of(answer(environment), answer(Words.pick(others, random)), "I cannot tell the place."),
                scene.things().get(0).kind(),
                EnvironmentQuestion::informativeness);
        return Optional.of(environment.usual().stream()
                .findFirst()
                .map(name -> question.withElaboration(Elaboration.of(catalogue.kind(name), scene)))
                .orElse(question));
    }

    private static int informativeness(List<Claim> truths) {
        return truths.stream().anyMatch(Claim.Place.class::isInstance) ? Focus.EVERYTHING : 0;
    }
}

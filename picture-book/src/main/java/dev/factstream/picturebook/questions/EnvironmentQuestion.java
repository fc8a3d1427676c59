package dev.factstream.picturebook.questions;

import dev.factstream.picturebook.language.Claim;
import dev.factstream.picturebook.world.Catalogue;
import dev.factstream.picturebook.world.EnglishWords;
import dev.factstream.picturebook.world.Scene;
import dev.factstream.picturebook.world.SceneEnvironment;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Asks 'What place is this?' The elaboration names the most usual thing of the place. */
final class EnvironmentQuestion implements OpenQuestionForm {
    private final Catalogue catalogue;

    EnvironmentQuestion(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    static String answer(SceneEnvironment environment) {
        return "This is the " + environment.name() + ".";
    }

    @Override
    public QuestionType type() {
        return QuestionType.ENVIRONMENT;
    }

    @Override
    public Optional<SceneQuestion> ask(Scene scene, Random random) {
        SceneEnvironment environment = scene.environment();
        List<SceneEnvironment> others = catalogue.environments().stream()
                .filter(other -> !other.name().equals(environment.name()))
                .toList();
        SceneQuestion question = SceneQuestion.open(
                type(),
                "What place is this?",
                AnswerVariants.of(
                        answer(environment), answer(EnglishWords.pick(others, random)), "I cannot tell the place."),
                scene.things().get(0).kind(),
                EnvironmentQuestion::informativeness);
        return Optional.of(environment.usual().stream()
                .findFirst()
                .map(name -> question.withElaboration(Elaboration.of(catalogue.kind(name), scene)))
                .orElse(question));
    }

    private static int informativeness(List<Claim> truths) {
        return truths.stream().anyMatch(Claim.Place.class::isInstance) ? InformativenessMeasure.EVERYTHING : 0;
    }
}

package dev.factstream.picturebook.questions;

import dev.factstream.picturebook.language.Claim;
import dev.factstream.picturebook.world.Colour;
import dev.factstream.picturebook.world.EnglishWords;
import dev.factstream.picturebook.world.Kind;
import dev.factstream.picturebook.world.Scene;
import dev.factstream.picturebook.world.Thing;
import dev.factstream.picturebook.world.World;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Asks 'What colour is the cat?' */
final class AttributeQuestion implements OpenQuestionForm {
    private final CooccurrencePrior expectations;
    private final List<Colour> colours;

    AttributeQuestion(CooccurrencePrior expectations, World world) {
        this.expectations = expectations;
        this.colours = Arrays.asList(Colour.values()).subList(0, world.colours());
    }

    static String text(Kind kind) {
        return "What colour is the " + kind.name() + "?";
    }

    static String answer(Kind kind, Colour colour) {
        return "The " + kind.name() + " is " + colour.word() + ".";
    }

    static String hedge(Kind kind) {
        return "I cannot tell the colour of the " + kind.name() + ".";
    }

    @Override
    public QuestionType type() {
        return QuestionType.ATTRIBUTE;
    }

    @Override
    public Optional<SceneQuestion> ask(Scene scene, Random random) {
        if (scene.singles().isEmpty()) {
            return Optional.empty();
        }
        Thing thing = EnglishWords.pick(scene.singles(), random);
        Kind kind = thing.kind();
        List<Colour> others = colours.stream().filter(c -> c != thing.colour()).toList();
        Colour other = EnglishWords.pick(others, random);
        // two of three wrong answers deny the thing: otherwise 'there is no' would nearly always be true
        String wrong = random.nextInt(3) > 0 ? AdversarialQuestion.denial(kind) : answer(kind, other);
        return Optional.of(SceneQuestion.open(
                        type(),
                        text(kind),
                        AnswerVariants.of(answer(kind, thing.colour()), wrong, hedge(kind)),
                        kind,
                        truths -> informativeness(truths, kind))
                .withElaboration(expectations.elaboration(kind, scene)));
    }

    private static int informativeness(List<Claim> truths, Kind kind) {
        return InformativenessMeasure.existenceClaims(truths)
                        .anyMatch(told -> told.what().saysKind(kind)
                                && told.what().colour().isPresent())
                ? InformativenessMeasure.EVERYTHING
                : 0;
    }
}

package dev.factstream.data.picturebook;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** Asks open questions of all eight types. */
final class OpenQuestions {
    private final Descriptions descriptions;
    private final List<OpenForm> forms;

    OpenQuestions(Catalogue catalogue, Expectations expectations, World world) {
        descriptions = new Descriptions(expectations, world);
        forms = List.of(
                new AttributeQuestion(expectations, world),
                new AdversarialQuestion(expectations, world),
                new ComparisonQuestion(expectations),
                new CountingQuestion(expectations),
                new RelationQuestion(expectations),
                new EnvironmentQuestion(catalogue),
                descriptions,
                new OtherQuestion(catalogue, expectations, world));
    }

    Descriptions descriptions() {
        return descriptions;
    }

    /** Asks a question of a type; empty if the scene allows none. */
    Optional<PictureQuestion> ask(QuestionType type, Scene scene, Random random) {
        return forms.get(type.ordinal()).ask(scene, random);
    }

    /** Asks a question of any type; each type that the scene allows is equally likely. */
    PictureQuestion any(Scene scene, Random random) {
        return oneOf(EnumSet.allOf(QuestionType.class), scene, random);
    }

    /** Asks a question of any type but a description. */
    PictureQuestion anyButDescription(Scene scene, Random random) {
        return oneOf(EnumSet.complementOf(EnumSet.of(QuestionType.HOLISTIC)), scene, random);
    }

    private PictureQuestion oneOf(Set<QuestionType> types, Scene scene, Random random) {
        List<QuestionType> order = new ArrayList<>(types);
        Collections.shuffle(order, random);
        return order.stream()
                .flatMap(type -> ask(type, scene, random).stream())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No open question fits this scene"));
    }
}

package dev.factstream.picturebook.questions;

import dev.factstream.picturebook.world.Catalogue;
import dev.factstream.picturebook.world.Scene;
import dev.factstream.picturebook.world.World;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** Asks open questions of all eight types. */
public final class OpenQuestions {
    private final DescriptionQuestion descriptions;
    private final List<OpenQuestionForm> forms;

    public OpenQuestions(Catalogue catalogue, CooccurrencePrior expectations, World world) {
        descriptions = new DescriptionQuestion(expectations, world);
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

    public DescriptionQuestion descriptions() {
        return descriptions;
    }

    /** Asks a question of a type; empty if the scene allows none. */
    public Optional<SceneQuestion> ask(QuestionType type, Scene scene, Random random) {
        return forms.get(type.ordinal()).ask(scene, random);
    }

    /** Asks a question of any type; each type that the scene allows is equally likely. */
    public SceneQuestion any(Scene scene, Random random) {
        return oneOf(EnumSet.allOf(QuestionType.class), scene, random);
    }

    /** Asks a question of any type but a description. */
    public SceneQuestion anyButDescription(Scene scene, Random random) {
        return oneOf(EnumSet.complementOf(EnumSet.of(QuestionType.HOLISTIC)), scene, random);
    }

    private SceneQuestion oneOf(Set<QuestionType> types, Scene scene, Random random) {
        List<QuestionType> order = new ArrayList<>(types);
        Collections.shuffle(order, random);
        return order.stream()
                .flatMap(type -> ask(type, scene, random).stream())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No open question fits this scene"));
    }
}

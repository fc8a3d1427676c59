package dev.factstream.picturebook.questions;

import dev.factstream.picturebook.world.Scene;
import java.util.Optional;
import java.util.Random;

/** A form of open question. */
interface OpenQuestionForm {
    QuestionType type();

    /** Asks a question about the scene that has exactly one true answer; empty if the scene allows none. */
    Optional<SceneQuestion> ask(Scene scene, Random random);
}

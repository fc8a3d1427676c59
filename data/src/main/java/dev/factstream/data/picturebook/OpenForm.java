package dev.factstream.data.picturebook;

import java.util.Optional;
import java.util.Random;

/** A form of open question. */
interface OpenForm {
    QuestionType type();

    /** Asks a question about the scene that has exactly one true answer; empty if the scene allows none. */
    Optional<PictureQuestion> ask(Scene scene, Random random);
}

package dev.factstream.data.picturebook;

import java.util.Optional;
import java.util.Random;

/** A way of asking an open question. */
interface OpenForm {
    QuestionType type();

    /** A question about the scene that has exactly one true answer; empty where this form finds none to ask. */
    Optional<PictureQuestion> ask(Scene scene, Random random);
}

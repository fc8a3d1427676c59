package dev.factstream.picturebook.questions;

import dev.factstream.picturebook.world.Scene;
import java.util.Random;

/** A form of yes/no question. In a scene that it fits, it can be asked with either answer. */
interface YesNoQuestionForm {
    boolean fits(Scene scene);

    /** Asks a question about the scene whose true answer is {@code yes}. */
    SceneQuestion ask(Scene scene, boolean yes, Random random);
}

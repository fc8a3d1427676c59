package dev.factstream.data.picturebook;

import java.util.Random;

/** A form of yes/no question. In a scene that it fits, it can be asked with either answer. */
interface YesNoForm {
    boolean fits(Scene scene);

    /** Asks a question about the scene whose true answer is {@code yes}. */
    PictureQuestion ask(Scene scene, boolean yes, Random random);
}

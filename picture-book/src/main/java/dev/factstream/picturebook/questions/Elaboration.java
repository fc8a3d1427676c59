package dev.factstream.picturebook.questions;

import dev.factstream.picturebook.world.Kind;
import dev.factstream.picturebook.world.Scene;

/**
 * A sentence that may follow an answer, about something that usually accompanies the subject of the question. Language models
 * write such sentences by habit, and so does the instruction data that they generated.
 *
 * @param kind the subject of the sentence
 * @param present whether it is in the picture
 */
public record Elaboration(Kind kind, boolean present) {
    /** Returns the elaboration about {@code kind} in this scene. */
    static Elaboration of(Kind kind, Scene scene) {
        return new Elaboration(kind, scene.count(kind) > 0);
    }

    /** The sentence, for example {@code There is also a ball.} */
    public String sentence() {
        return "There is also " + kind.withArticle() + ".";
    }

    /** Whether the text, a question or an answer, already names the kind. */
    boolean repeats(String text) {
        return text.matches("(?s).*\\b(" + kind.name() + "|" + kind.plural() + ")\\b.*");
    }
}

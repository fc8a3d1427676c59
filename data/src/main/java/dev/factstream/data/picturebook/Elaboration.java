package dev.factstream.data.picturebook;

/**
 * A sentence that an answer may be followed by, about something that usually comes with what was asked about. Language
 * models write such sentences by habit, and so does the instruction data that they made.
 *
 * @param kind what it tells of
 * @param there whether that is in the picture
 */
record Elaboration(Kind kind, boolean there) {
    /** About {@code kind} in this scene. */
    static Elaboration of(Kind kind, Scene scene) {
        return new Elaboration(kind, scene.count(kind) > 0);
    }

    /** The sentence, for example {@code There is also a ball.} */
    String sentence() {
        return "There is also " + kind.withArticle() + ".";
    }

    /** Whether it would tell nothing new after this question or answer, which names the kind already. */
    boolean repeats(String text) {
        return text.matches("(?s).*\\b(" + kind.name() + "|" + kind.plural() + ")\\b.*");
    }
}

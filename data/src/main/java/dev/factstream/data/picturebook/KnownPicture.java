package dev.factstream.data.picturebook;

import java.util.List;
import java.util.Optional;

/** A picture of the picture book of which all is known, because its captions are. Immutable. */
public final class KnownPicture {
    private final Scene scene;

    private KnownPicture(Scene scene) {
        this.scene = scene;
    }

    /**
     * Words of a text.
     *
     * @param from the first character
     * @param to behind the last one
     */
    public record Span(int from, int to) {}

    /** The picture that these captions tell of; empty where they are not the picture book's. */
    public static Optional<KnownPicture> of(List<String> captions) {
        return CaptionedScene.read(captions).map(KnownPicture::new);
    }

    /** The words of an answer that say what is not so, in order; judged like {@link JudgedQuestion#judge}. */
    public List<Span> falsehoods(String question, String answer) {
        return ClaimReader.said(question, answer).stream()
                .filter(said -> !said.claim().holds(scene))
                .map(said -> new Span(said.from(), said.to()))
                .toList();
    }
}

package dev.factstream.picturebook.judge;

import dev.factstream.picturebook.language.ClaimReader;
import dev.factstream.picturebook.world.Scene;
import java.util.List;
import java.util.Optional;

/** A picture of the picture book whose scene is known from its captions. Immutable. */
public final class CaptionedPicture {
    private final Scene scene;

    private CaptionedPicture(Scene scene) {
        this.scene = scene;
    }

    /**
     * A range of characters of a text.
     *
     * @param from the first character
     * @param to the end, exclusive
     */
    public record Span(int from, int to) {}

    /** Returns the picture that these captions describe; empty if they are not captions of the picture book. */
    public static Optional<CaptionedPicture> of(List<String> captions) {
        return CaptionedSceneReader.read(captions).map(CaptionedPicture::new);
    }

    /** Returns the spans of an answer that make false claims, in order; judges like {@link VerifiableQuestion#judge}. */
    public List<Span> falseSpans(String question, String answer) {
        return ClaimReader.readLocated(question, answer).stream()
                .filter(said -> !said.claim().holds(scene))
                .map(said -> new Span(said.from(), said.to()))
                .toList();
    }
}

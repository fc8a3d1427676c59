package dev.factstream.picturebook.questions;

import dev.factstream.picturebook.language.Claim;
import java.util.List;
import java.util.stream.Stream;

/** Measures how much of the information that a question asks for an answer contains. */
public interface InformativenessMeasure {
    /** The informativeness of an answer with all of the information. */
    int EVERYTHING = 3;

    /** The informativeness of an answer with most of the information. */
    int MOST = 2;

    /** The informativeness of an answer with little of the information. */
    int LITTLE = 1;

    /** Returns how much of the information these true claims contain: 0 to {@value #EVERYTHING}. */
    int informativeness(List<Claim> truths);

    /** Returns the claims that something is present or absent. */
    static Stream<Claim.Existence> existenceClaims(List<Claim> claims) {
        return claims.stream().filter(Claim.Existence.class::isInstance).map(Claim.Existence.class::cast);
    }
}

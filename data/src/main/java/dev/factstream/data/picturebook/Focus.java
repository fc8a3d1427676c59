package dev.factstream.data.picturebook;

import java.util.List;
import java.util.stream.Stream;

/** What a question wants to know. */
interface Focus {
    /** The informativeness of an answer that tells all. */
    int EVERYTHING = 3;

    /** Of an answer that tells most of it. */
    int MOST = 2;

    /** Of an answer that tells a little. */
    int LITTLE = 1;

    /** How much of what the question wants is told by these claims, all true: 0 to {@value #EVERYTHING}. */
    int informativeness(List<Claim> truths);

    /** Those of the claims that say that something is there or is not. */
    static Stream<Claim.Told> told(List<Claim> claims) {
        return claims.stream().filter(Claim.Told.class::isInstance).map(Claim.Told.class::cast);
    }
}

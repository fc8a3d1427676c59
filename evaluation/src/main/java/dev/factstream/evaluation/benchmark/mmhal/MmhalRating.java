package dev.factstream.evaluation.benchmark.mmhal;

import dev.factstream.evaluation.benchmark.python.PythonText;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Reads the rating in a judge's reply. Stateless. */
public final class MmhalRating {
    /** The best rating. */
    public static final int BEST = 6;

    private MmhalRating() {}

    /** Returns the one number from 0 to 6 that follows {@code rating: } somewhere in the reply, in any case; empty if there are none or several. */
    public static OptionalInt of(String reply) {
        String lower = PythonText.lower(reply);
        List<Integer> found = IntStream.rangeClosed(0, BEST)
                .filter(rating -> lower.contains("rating: " + rating))
                .boxed()
                .toList();
        return found.size() == 1 ? OptionalInt.of(found.get(0)) : OptionalInt.empty();
    }
}

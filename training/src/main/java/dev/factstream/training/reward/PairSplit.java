package dev.factstream.training.reward;

import dev.factstream.schemas.rows.PreferenceRow;
import dev.factstream.schemas.seeds.SeededPermutation;
import dev.factstream.schemas.seeds.SplitMixSeeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Pairs to train on and pairs to hold out. All pairs about a picture are on the same side, since a model may learn the
 * picture's truth from any of them.
 */
record PairSplit(List<PreferenceRow> training, List<PreferenceRow> heldOut) {

    /** Holds out pictures until at least {@code count} pairs are held out. */
    static PairSplit of(List<PreferenceRow> rows, int count, long seed) {
        List<PreferenceRow> shuffled = Arrays.stream(
                        SeededPermutation.permutation(rows.size(), SplitMixSeeds.derive(seed, 0)))
                .mapToObj(rows::get)
                .toList();
        Set<String> topics = new LinkedHashSet<>();
        shuffled.stream().limit(count).map(PairSplit::topic).forEach(topics::add);
        List<PreferenceRow> training = new ArrayList<>();
        List<PreferenceRow> heldOut = new ArrayList<>();
        shuffled.forEach(row -> (topics.contains(topic(row)) ? heldOut : training).add(row));
        return new PairSplit(training, heldOut);
    }

    private static String topic(PreferenceRow row) {
        return row.image().orElse(row.id());
    }
}

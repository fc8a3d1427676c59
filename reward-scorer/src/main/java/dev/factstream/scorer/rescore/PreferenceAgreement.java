package dev.factstream.scorer.rescore;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How often old and new scores prefer the same of two answers to one prompt, which is the effect that PPO would see.
 *
 * @param pairs pairs of answers whose two scores differ, before and now
 * @param same pairs with the same preference
 */
record PreferenceAgreement(long pairs, long same) {
    static PreferenceAgreement of(List<ScoreComparison.Pair> scored) {
        Collection<List<ScoreComparison.Pair>> prompts = scored.stream()
                .collect(Collectors.groupingBy(pair -> pair.rollout().promptId()))
                .values();
        long all = 0;
        long same = 0;
        for (List<ScoreComparison.Pair> answers : prompts) {
            for (int i = 0; i < answers.size(); i++) {
                for (int j = i + 1; j < answers.size(); j++) {
                    int before =
                            preference(answers.get(i).before(), answers.get(j).before());
                    int now = preference(answers.get(i).now(), answers.get(j).now());
                    if (before * now != 0) {
                        all++;
                        same += before == now ? 1 : 0;
                    }
                }
            }
        }
        return new PreferenceAgreement(all, same);
    }

    /** Returns 1 or -1, or 0 if the scores are equal. */
    private static int preference(double one, double other) {
        return Math.abs(one - other) <= ScoreComparison.TOLERANCE ? 0 : Double.compare(one, other);
    }

    @Override
    public String toString() {
        return pairs == 0
                ? "agreement unknown: no prompt has two answers with different scores, both before and now"
                : String.format(
                        Locale.ROOT,
                        "agreement %.1f %%: of %d pairs of answers to one prompt, both prefer the same answer in %d",
                        100.0 * same / pairs,
                        pairs,
                        same);
    }
}

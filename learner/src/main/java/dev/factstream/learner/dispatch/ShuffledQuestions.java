package dev.factstream.learner.dispatch;

import dev.factstream.schemas.seeds.SeededPermutation;
import dev.factstream.schemas.seeds.SplitMixSeeds;
import dev.factstream.schemas.ticket.Question;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Questions in a new seeded order for every epoch, which depends only on the questions and the seed. Not thread-safe.
 */
final class ShuffledQuestions {

    private final List<Question> questions;
    private final long seed;
    private long epoch = -1;
    private int[] order;

    /** @param questions at least one, in any order */
    ShuffledQuestions(Collection<Question> questions, long seed) {
        this.questions = new ArrayList<>(questions);
        this.questions.sort(Comparator.comparing(Question::promptId));
        this.seed = seed;
    }

    /** The question at a position that counts across all epochs. */
    Question at(long position) {
        long positionEpoch = position / questions.size();
        if (positionEpoch != epoch) {
            order = SeededPermutation.permutation(questions.size(), SplitMixSeeds.derive(seed, positionEpoch));
            epoch = positionEpoch;
        }
        return questions.get(order[(int) (position % questions.size())]);
    }
}

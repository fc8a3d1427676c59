package dev.factstream.lab.experiment;

import dev.factstream.evaluation.heldout.HeldOutQuestion;
import dev.factstream.evaluation.heldout.HeldOutQuestions;
import dev.factstream.evaluation.picturebook.PictureBookBenchmark;
import dev.factstream.picturebook.world.World;
import java.util.List;

/**
 * The questions on which all policies of the experiment are evaluated.
 *
 * @param finalItems the benchmark items for the initial policy and the last version
 * @param intermediateItems a part of these items, for the versions before the last
 * @param heldOut yes/no and multiple-choice questions for the initial policy and the last version
 */
record FactRlhfQuestions(
        PictureBookBenchmark finalItems, PictureBookBenchmark intermediateItems, List<HeldOutQuestion> heldOut) {
    private static final long HELD_OUT_SEED = 1;

    static FactRlhfQuestions of(World world, FactRlhfOptions options) {
        PictureBookBenchmark all = PictureBookBenchmark.of(world).first(options.finalItems());
        return new FactRlhfQuestions(
                all,
                all.first(options.items()),
                HeldOutQuestions.ofPictureBook(world, options.questions(), HELD_OUT_SEED));
    }
}

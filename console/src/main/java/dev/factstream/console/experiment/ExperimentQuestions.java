package dev.factstream.console.experiment;

import dev.factstream.data.picturebook.World;
import dev.factstream.evaluation.heldout.HeldOutQuestion;
import dev.factstream.evaluation.heldout.HeldOutQuestions;
import dev.factstream.evaluation.picturebook.PictureBookBenchmark;
import java.util.List;

/**
 * The questions on which all policies of the experiment are evaluated.
 *
 * @param finalItems the benchmark items for the initial policy and the last version
 * @param intermediateItems a part of these items, for the versions before the last
 * @param heldOut yes/no and multiple-choice questions for the initial policy and the last version
 */
record ExperimentQuestions(PictureBookBenchmark finalItems, PictureBookBenchmark intermediateItems, List<HeldOutQuestion> heldOut) {
    private static final long HELD_OUT_SEED = 1;

    static ExperimentQuestions of(World world, ExperimentOptions options) {
        PictureBookBenchmark all = PictureBookBenchmark.of(world).first(options.finalItems());
        return new ExperimentQuestions(
                all,
                all.first(options.items()),
                HeldOutQuestions.ofPictureBook(world, options.questions(), HELD_OUT_SEED));
    }
}

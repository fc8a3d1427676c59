package dev.factstream.console.experiment;

import dev.factstream.data.picturebook.World;
import dev.factstream.evaluation.heldout.HeldOutQuestion;
import dev.factstream.evaluation.heldout.HeldOutQuestions;
import dev.factstream.evaluation.picturebook.PictureBookBenchmark;
import java.util.List;

/**
 * What every policy of the experiment is asked.
 *
 * @param all items, for the last versions
 * @param some of them, for the versions before
 * @param heldOut yes/no and multiple choice, for the last versions
 */
record ExperimentQuestions(PictureBookBenchmark all, PictureBookBenchmark some, List<HeldOutQuestion> heldOut) {
    private static final long HELD_OUT_SEED = 1;

    static ExperimentQuestions of(World world, ExperimentOptions options) {
        PictureBookBenchmark all = PictureBookBenchmark.of(world).first(options.finalItems());
        return new ExperimentQuestions(
                all,
                all.first(options.items()),
                HeldOutQuestions.ofPictureBook(world, options.questions(), HELD_OUT_SEED));
    }
}

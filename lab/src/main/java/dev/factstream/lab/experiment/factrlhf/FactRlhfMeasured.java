package dev.factstream.lab.experiment.factrlhf;

import dev.factstream.evaluation.heldout.CorrectRate;
import dev.factstream.evaluation.picturebook.BenchmarkAnswer;
import dev.factstream.evaluation.policy.PolicyEvaluation;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The measurements of the policies of a run.
 *
 * @param answers the benchmark answers by version; those of the last version cover all items
 * @param heldOut correct rates of the last version
 */
record FactRlhfMeasured(SortedMap<Integer, List<BenchmarkAnswer>> answers, CorrectRate heldOut) {
    FactRlhfMeasured {
        answers = new TreeMap<>(answers);
    }

    /** Returns the measurements of the initial policy alone, version 0. */
    static FactRlhfMeasured initial(PolicyEvaluation policy) {
        return new FactRlhfMeasured(new TreeMap<>(Map.of(0, policy.answers())), policy.heldOut());
    }

    /** The evaluation of the last version. */
    PolicyEvaluation last() {
        return new PolicyEvaluation(answers.get(answers.lastKey()), heldOut);
    }
}

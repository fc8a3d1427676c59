package dev.factstream.training.reward;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.factstream.model.engine.ScriptArgument;
import dev.factstream.model.engine.ScriptModule;
import dev.factstream.model.engine.ScriptSource;
import dev.factstream.model.lora.LoraAdapter;
import dev.factstream.model.network.TokenBatch;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.model.reward.RewardHead;
import java.util.List;
import java.util.stream.Stream;

/** Scores pairs with a reward model in training. Not thread-safe; the caller still owns the parts. */
final class PairScorer implements AutoCloseable {

    private final VisionLanguageModel base;
    private final LoraAdapter adapter;
    private final RewardHead head;
    private final ScriptModule script;

    PairScorer(VisionLanguageModel base, LoraAdapter adapter, RewardHead head) {
        this.base = base;
        this.adapter = adapter;
        this.head = head;
        try (NDManager scope = base.newScope()) {
            script = ScriptModule.compile(ScriptSource.resource(PairScorer.class, "pairs.py"), scope.getDevice());
        }
    }

    /** Computes the loss of a batch, a scalar recorded for a backward pass. */
    NDArray loss(NDManager scope, List<EncodedPair> pairs) {
        return loss(scope, pairs, scores(scope, pairs, true), true);
    }

    /** Computes the scores of both answers and the mean loss, {@code batchSize} pairs at a time. */
    ScoredPairs score(List<EncodedPair> pairs, int batchSize) {
        double[] scores = new double[2 * pairs.size()];
        double loss = 0;
        for (int from = 0; from < pairs.size(); from += batchSize) {
            List<EncodedPair> part = pairs.subList(from, Math.min(pairs.size(), from + batchSize));
            try (NDManager scope = base.newScope()) {
                NDArray values = scores(scope, part, false);
                float[] floats = values.toFloatArray();
                for (int i = 0; i < floats.length; i++) {
                    scores[2 * from + i] = floats[i];
                }
                loss += loss(scope, part, values, false).getFloat() * part.size();
            }
        }
        return new ScoredPairs(pairs, scores, loss / pairs.size());
    }

    private NDArray scores(NDManager scope, List<EncodedPair> pairs, boolean gradients) {
        TokenBatch batch = new TokenBatch(pairs.stream()
                .flatMap(pair -> Stream.of(pair.first(), pair.second()))
                .toList());
        NDArray hidden = base.hiddenStates(scope, batch, adapter, gradients);
        return head.scores(scope, hidden, batch, gradients);
    }

    private NDArray loss(NDManager scope, List<EncodedPair> pairs, NDArray scores, boolean gradients) {
        float[] signs = new float[pairs.size()];
        for (int i = 0; i < signs.length; i++) {
            signs[i] = pairs.get(i).sign();
        }
        ScriptArgument[] arguments = {ScriptArgument.of(scores), ScriptArgument.of(scope.create(signs))};
        NDList loss = gradients ? script.record(scope, "loss", arguments) : script.infer(scope, "loss", arguments);
        return loss.singletonOrThrow();
    }

    @Override
    public void close() {
        script.close();
    }
}

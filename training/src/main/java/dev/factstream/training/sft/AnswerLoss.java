package dev.factstream.training.sft;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.factstream.model.engine.ScriptArgument;
import dev.factstream.model.engine.ScriptModule;
import dev.factstream.model.engine.ScriptSource;
import dev.factstream.model.network.TokenBatch;
import dev.factstream.model.network.VisionLanguageModel;
import java.util.List;
import java.util.stream.LongStream;

/** The loss on answer tokens only; question and image tokens are context. Not thread-safe. */
final class AnswerLoss implements AutoCloseable {

    /**
     * A batch's loss.
     *
     * @param loss mean negative log-likelihood per answer token, in nats, averaged by {@link LossAveraging}; a scalar
     * @param hits share of answer tokens that had the highest probability; a scalar
     * @param tokens number of answer tokens
     */
    record Value(NDArray loss, NDArray hits, int tokens) {}

    private final VisionLanguageModel model;
    private final LossAveraging mean;
    private final ScriptModule script;

    AnswerLoss(VisionLanguageModel model, LossAveraging mean) {
        this.model = model;
        this.mean = mean;
        try (NDManager scope = model.newScope()) {
            script = ScriptModule.compile(ScriptSource.resource(AnswerLoss.class, "sft.py"), scope.getDevice());
        }
    }

    /** Computes the loss of a batch; {@code scope} owns its arrays. */
    Value of(NDManager scope, List<EncodedConversation> batch, boolean gradients) {
        TokenBatch tokens = new TokenBatch(batch.stream()
                .map(row -> TokenBatch.Row.of(row.ids(), row.pixels()))
                .toList());
        int length = tokens.length();
        LongStream.Builder places = LongStream.builder();
        LongStream.Builder targets = LongStream.builder();
        for (int r = 0; r < batch.size(); r++) {
            for (int answer : batch.get(r).answers()) {
                places.add((long) r * length + answer - 1);
                targets.add(batch.get(r).ids()[answer]);
            }
        }
        long[] learned = targets.build().toArray();
        NDArray hidden = model.hiddenStates(scope, tokens, null, gradients);
        ScriptArgument[] arguments = {
            ScriptArgument.of(hidden),
            ScriptArgument.of(model.head()),
            ScriptArgument.of(scope.create(places.build().toArray())),
            ScriptArgument.of(scope.create(learned)),
            ScriptArgument.of(scope.create(mean.weights(batch)))
        };
        NDList result = gradients ? script.record(scope, "loss", arguments) : script.infer(scope, "loss", arguments);
        return new Value(result.get(0), result.get(1), learned.length);
    }

    @Override
    public void close() {
        script.close();
    }
}

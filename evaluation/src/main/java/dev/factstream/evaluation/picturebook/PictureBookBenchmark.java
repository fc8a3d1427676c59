package dev.factstream.evaluation.picturebook;

import dev.factstream.evaluation.asking.EvaluationQuestion;
import dev.factstream.evaluation.asking.GeneratedAnswer;
import dev.factstream.evaluation.asking.GreedyPolicy;
import dev.factstream.model.lora.LoraAdapter;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.picturebook.BenchmarkQuestions;
import dev.factstream.picturebook.judge.VerifiableQuestion;
import dev.factstream.picturebook.world.World;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Open questions about held-out pictures, judged exactly from the scene graph: 8 types × 12 topics × 10 items. Immutable. */
public final class PictureBookBenchmark {
    /** Seed of the items; fixed, so that policies can be compared. */
    private static final long SEED = 1;

    /** More than any relevant answer needs; a longer answer is judged by its beginning. */
    private static final int MAX_NEW_TOKENS = 64;

    private final List<VerifiableQuestion> items;

    private PictureBookBenchmark(List<VerifiableQuestion> items) {
        this.items = List.copyOf(items);
    }

    /** The benchmark with all items of a world. */
    public static PictureBookBenchmark of(World world) {
        return new PictureBookBenchmark(BenchmarkQuestions.items(world, SEED));
    }

    /** Number of items. */
    public int size() {
        return items.size();
    }

    /** The benchmark with at most {@code count} items, spread over types and topics as evenly as possible. */
    public PictureBookBenchmark first(int count) {
        return new PictureBookBenchmark(
                items.subList(0, Math.min(count, items.size()))); // items cycle through types and topics
    }

    /**
     * Asks a policy every item with greedy decoding, as MMHal-Bench does, and judges the answers. The same policy gives the same
     * answers.
     *
     * @param adapter empty for the base alone; stays owned by the caller
     * @throws IllegalArgumentException for a text-only model
     */
    public List<BenchmarkAnswer> ask(VisionLanguageModel model, Optional<LoraAdapter> adapter) {
        List<EvaluationQuestion> questions = items.stream()
                .map(item -> new EvaluationQuestion(item.row().question(), item.png()))
                .toList();
        List<GeneratedAnswer> answers = new GreedyPolicy(model, MAX_NEW_TOKENS).answer(questions, adapter);
        return IntStream.range(0, items.size())
                .mapToObj(i -> judge(items.get(i), answers.get(i)))
                .toList();
    }

    private static BenchmarkAnswer judge(VerifiableQuestion item, GeneratedAnswer answer) {
        return new BenchmarkAnswer(
                item.row().id(),
                item.type().orElseThrow(),
                item.topic().orElseThrow(),
                item.row().question(),
                answer.text(),
                answer.tokens(),
                answer.ended(),
                item.judge(answer.text()).score(),
                item.row().referenceAnswer().orElse(""));
    }
}

package dev.factstream.scorer.scores;

import dev.factstream.model.image.ImageException;
import dev.factstream.model.image.PixelCache;
import dev.factstream.model.network.TokenBatch;
import dev.factstream.model.reward.AnswerToScore;
import dev.factstream.model.reward.RewardModel;
import dev.factstream.runtime.streams.UnhandledRecords;
import dev.factstream.schemas.Sha256;
import dev.factstream.schemas.facts.Facts;
import dev.factstream.schemas.ticket.ImagePayload;
import dev.factstream.schemas.ticket.Question;
import dev.factstream.schemas.ticket.UnreadableImageException;
import dev.factstream.scorer.reward.Candidate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Scores candidates with a reward model, one batched forward pass per micro-batch. The facts are the captions of the prompt and, if
 * present, its rationale; the promptId fixes their order.
 *
 * <p>The calling thread tokenizes texts and decodes pictures. The forward passes run one after another on a dedicated thread.
 */
public final class AsyncRewardModel implements ScoringModel {
    private static final Duration LONGEST_FORWARD = Duration.ofMinutes(1);

    private final RewardModel model;
    private final boolean raw;
    private final PixelCache pixels;
    private final ExecutorService forwards = Executors.newSingleThreadExecutor(AsyncRewardModel::thread);

    /**
     * @param model closed by {@link #close}
     * @param raw whether scores stay as the model gives them instead of being standardised
     * @param cacheBytes capacity of the cache of preprocessed pictures
     */
    public AsyncRewardModel(RewardModel model, boolean raw, long cacheBytes) {
        this.model = model;
        this.raw = raw;
        this.pixels = new PixelCache(cacheBytes);
    }

    @Override
    public String modelId() {
        return model.id();
    }

    @Override
    public CompletableFuture<List<Score>> score(List<Candidate> batch) {
        Score[] scores = new Score[batch.size()];
        List<TokenBatch.Row> readable = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < scores.length; i++) {
            try {
                readable.add(model.encode(
                        judged(batch.get(i)))); // inside the forward pass a failure would affect the whole batch
                places.add(i);
            } catch (UnreadableImageException | ImageException | IllegalArgumentException e) {
                scores[i] = Score.refused(e.getMessage());
            } catch (RuntimeException e) {
                scores[i] = Score.refused(UnhandledRecords.reason(e));
            }
        }
        return CompletableFuture.supplyAsync(
                () -> {
                    double[] values = model.scoresOf(readable);
                    for (int i = 0; i < values.length; i++) {
                        scores[places.get(i)] = Score.of(raw ? values[i] : model.standardised(values[i]));
                    }
                    return Arrays.asList(scores);
                },
                forwards);
    }

    private AnswerToScore judged(Candidate candidate) {
        Question question = candidate.rollout().question();
        return new AnswerToScore(
                question.text(),
                question.image().map(this::pixels),
                candidate.answer().text(),
                candidate.answer().ended(),
                facts(candidate.facts()),
                orderSeed(question.promptId()));
    }

    private float[] pixels(ImagePayload image) {
        return pixels.get(image.sha256(), () -> model.pixels(image.resolve()));
    }

    private static List<String> facts(Facts facts) {
        List<String> all = new ArrayList<>(facts.captions());
        facts.rationale().ifPresent(all::add);
        return all;
    }

    /** Returns the seed of the order in which the facts of a prompt are read: the same for all its answers, on every machine. */
    public static long orderSeed(String promptId) {
        return Long.parseUnsignedLong(Sha256.hex(List.of(promptId)).substring(0, 16), 16);
    }

    private static Thread thread(Runnable forwards) {
        Thread thread = new Thread(forwards, "reward-model");
        thread.setDaemon(true);
        return thread;
    }

    /** Waits for the running forward pass. Queued ones are dropped. */
    @Override
    public void close() {
        forwards.shutdownNow();
        try {
            if (!forwards.awaitTermination(LONGEST_FORWARD.toMillis(), TimeUnit.MILLISECONDS)) {
                return; // leak the model rather than free memory that a running forward pass still uses
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        model.close();
    }
}

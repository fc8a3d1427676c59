package dev.factstream.scorer.scores;

import dev.factstream.model.image.ImageException;
import dev.factstream.model.image.PixelCache;
import dev.factstream.model.network.TokenBatch;
import dev.factstream.model.reward.JudgedAnswer;
import dev.factstream.model.reward.RewardModel;
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
 * The scores of a reward model, one batched forward per micro-batch. Facts are the captions of the prompt and, where there is one,
 * its rationale; their order is fixed by the promptId.
 *
 * <p>Who gives a batch reads its words and pictures; the forward passes come one after the other on a thread of their own.
 */
public final class RewardModelScores implements Scores {
    private static final Duration LONGEST_FORWARD = Duration.ofMinutes(1);

    private final RewardModel model;
    private final boolean raw;
    private final PixelCache pixels;
    private final ExecutorService forwards = Executors.newSingleThreadExecutor(RewardModelScores::thread);

    /**
     * @param model closed with this
     * @param raw whether scores are left as the model gives them, rather than standardised
     * @param cacheBytes how many bytes of preprocessed pictures are kept
     */
    public RewardModelScores(RewardModel model, boolean raw, long cacheBytes) {
        this.model = model;
        this.raw = raw;
        this.pixels = new PixelCache(cacheBytes);
    }

    @Override
    public String modelId() {
        return model.id();
    }

    @Override
    public CompletableFuture<List<Score>> of(List<Candidate> batch) {
        Score[] scores = new Score[batch.size()];
        List<TokenBatch.Row> readable = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < scores.length; i++) {
            try {
                readable.add(model.encode(judged(batch.get(i)))); // in a forward it would cost its whole batch
                places.add(i);
            } catch (UnreadableImageException | ImageException | IllegalArgumentException e) {
                scores[i] = Score.refused(e.getMessage());
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

    private JudgedAnswer judged(Candidate candidate) {
        Question question = candidate.rollout().question();
        return new JudgedAnswer(
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

    /** Decides the order in which the facts of a prompt are read: the same for all its answers, on every machine. */
    public static long orderSeed(String promptId) {
        return Long.parseUnsignedLong(Sha256.hex(List.of(promptId)).substring(0, 16), 16);
    }

    private static Thread thread(Runnable forwards) {
        Thread thread = new Thread(forwards, "reward-model");
        thread.setDaemon(true);
        return thread;
    }

    /** Waits for the forward that is under way; those behind it never come. */
    @Override
    public void close() {
        forwards.shutdownNow();
        try {
            if (!forwards.awaitTermination(LONGEST_FORWARD.toMillis(), TimeUnit.MILLISECONDS)) {
                return; // its memory stays, rather than be taken from under its feet
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        model.close();
    }
}

package dev.factstream.scorer.scores;

import dev.factstream.model.image.DecodingLimits;
import dev.factstream.model.image.ImageException;
import dev.factstream.model.image.PixelCache;
import dev.factstream.model.network.TokenBatch;
import dev.factstream.model.reward.AnswerToScore;
import dev.factstream.model.reward.RewardModel;
import dev.factstream.runtime.kafka.MissingTopicException;
import dev.factstream.runtime.pictures.PictureFetcher;
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
import org.apache.kafka.common.KafkaException;

/**
 * Scores candidates with a reward model, one batched forward pass per micro-batch. The facts are the captions of the prompt and, if
 * present, its rationale; the promptId fixes their order.
 *
 * <p>One thread fetches and decodes pictures and tokenizes texts, another runs the forward passes; both work on one batch after
 * another, so that a batch is prepared while another is in the network. The calling thread does neither, since a fetch can take long.
 */
public final class AsyncRewardModel implements ScoringModel {
    private static final Duration LONGEST_FORWARD = Duration.ofMinutes(1);

    private final RewardModel model;
    private final boolean raw;
    private final PixelCache pixels;
    private final PictureFetcher pictures;
    private final DecodingLimits limits;
    private final ExecutorService inputs =
            Executors.newSingleThreadExecutor(task -> thread(task, "reward-model-inputs"));
    private final ExecutorService forwards = Executors.newSingleThreadExecutor(task -> thread(task, "reward-model"));

    /**
     * @param model closed by {@link #close}
     * @param raw whether scores stay as the model gives them instead of being standardised
     * @param cacheBytes capacity of the cache of preprocessed pictures
     * @param pictures fetches pictures, whose settings bound their decoding; closed by {@link #close}
     */
    public AsyncRewardModel(RewardModel model, boolean raw, long cacheBytes, PictureFetcher pictures) {
        this.model = model;
        this.raw = raw;
        this.pixels = new PixelCache(cacheBytes);
        this.pictures = pictures;
        this.limits = new DecodingLimits(
                pictures.settings().pixels(), pictures.settings().decodingTime());
    }

    @Override
    public String modelId() {
        return model.id();
    }

    /**
     * The candidates of a batch that can be scored, encoded.
     *
     * @param scores of the whole batch; those of candidates that cannot be scored are set
     * @param rows of the other candidates
     * @param places of {@code rows} in the batch
     */
    private record Encoded(Score[] scores, List<TokenBatch.Row> rows, List<Integer> places) {}

    @Override
    public CompletableFuture<List<Score>> score(List<Candidate> batch) {
        return CompletableFuture.supplyAsync(() -> encode(batch), inputs).thenApplyAsync(this::forward, forwards);
    }

    private Encoded encode(List<Candidate> batch) {
        pictures.prefetch(batch.stream()
                .flatMap(candidate -> candidate.rollout().question().image().stream())
                .filter(image -> !pixels.contains(image.sha256()))
                .toList());
        Encoded encoded = new Encoded(new Score[batch.size()], new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < batch.size(); i++) {
            try {
                // inside the forward pass a failure would affect the whole batch
                encoded.rows.add(model.encode(judged(batch.get(i))));
                encoded.places.add(i);
            } catch (KafkaException | MissingTopicException e) {
                throw e; // of the brokers, not of this candidate: the batch is scored again later
            } catch (UnreadableImageException | ImageException | IllegalArgumentException e) {
                encoded.scores[i] = Score.refused(e.getMessage());
            } catch (RuntimeException e) {
                encoded.scores[i] = Score.refused(UnhandledRecords.reason(e));
            }
        }
        return encoded;
    }

    private List<Score> forward(Encoded encoded) {
        if (!encoded.rows.isEmpty()) {
            try {
                put(encoded, encoded.places, model.scoresOf(encoded.rows));
            } catch (RuntimeException e) {
                forwardOneByOne(encoded, e);
            }
        }
        return Arrays.asList(encoded.scores);
    }

    /** Scores the candidates alone, so that one with which the network fails does not take the others with it. */
    private void forwardOneByOne(Encoded encoded, RuntimeException failure) {
        boolean works = false;
        for (int row = 0; row < encoded.rows.size(); row++) {
            List<Integer> place = List.of(encoded.places.get(row));
            try {
                put(encoded, place, model.scoresOf(List.of(encoded.rows.get(row))));
                works = true;
            } catch (RuntimeException e) {
                encoded.scores[place.get(0)] = Score.refused("the reward model failed with it: " + e);
            }
        }
        if (!works) {
            throw failure; // of the model, not of one candidate
        }
    }

    private void put(Encoded encoded, List<Integer> places, double[] values) {
        for (int i = 0; i < values.length; i++) {
            encoded.scores[places.get(i)] = Score.of(raw ? values[i] : model.standardised(values[i]));
        }
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
        return pixels.get(image.sha256(), () -> model.pixels(pictures.bytes(image), limits));
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

    private static Thread thread(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Waits for the running forward pass. Queued ones are dropped. */
    @Override
    public void close() {
        inputs.shutdownNow();
        pictures.close();
        forwards.shutdownNow();
        try {
            if (!inputs.awaitTermination(LONGEST_FORWARD.toMillis(), TimeUnit.MILLISECONDS)
                    || !forwards.awaitTermination(LONGEST_FORWARD.toMillis(), TimeUnit.MILLISECONDS)) {
                return; // leak the model rather than free memory that a running task still uses
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        model.close();
    }
}

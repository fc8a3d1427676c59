package dev.factstream.console.stream;

import dev.factstream.console.data.WorldFile;
import dev.factstream.data.picturebook.CheckDials;
import dev.factstream.data.picturebook.PictureBookOptions;
import dev.factstream.data.picturebook.PictureBookWriter;
import dev.factstream.data.picturebook.QuestionMix;
import dev.factstream.data.picturebook.SftDials;
import dev.factstream.data.picturebook.Split;
import dev.factstream.data.publish.PromptPublisher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * The training questions of a run: drawn and published once, when it begins, on a thread beside whatever else begins then. Only a reward
 * model can judge an answer to an open question, so without one there are none. Repeated after a crash, it completes what is missing.
 */
final class PromptSupply implements AutoCloseable {
    private static final int QUESTIONS = 2;
    private static final int PATIENCE_SECONDS = 30;

    private final Path folder;
    private final StreamPlan plan;
    private final ExecutorService worker = Executors.newSingleThreadExecutor(work -> new Thread(work, "questions"));
    private CompletableFuture<Integer> supplied = CompletableFuture.completedFuture(0);

    /** @param folder where the picture book goes, for people to look at */
    PromptSupply(Path folder, StreamPlan plan) {
        this.folder = folder;
        this.plan = plan;
    }

    /** Whether the run has its questions already. */
    boolean ready() {
        return Files.exists(done());
    }

    /** Begins to draw, and returns. */
    void draw() throws IOException {
        QuestionMix mix = plan.rewardModel().isPresent() ? QuestionMix.PAPER : QuestionMix.CHECKABLE;
        PictureBookOptions options = new PictureBookOptions(
                WorldFile.read(plan.policy()),
                plan.pictures(),
                plan.seed(),
                Split.TRAIN,
                QUESTIONS,
                mix,
                SftDials.DEFAULT,
                CheckDials.DEFAULT);
        supplied = CompletableFuture.supplyAsync(
                () -> {
                    try {
                        new PictureBookWriter(options).writeQuestions(folder);
                        return 0;
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                worker);
    }

    /** Publishes what has been drawn once all of it has, and returns at once. */
    void publish(PromptPublisher publisher) {
        supplied = supplied.thenApplyAsync(
                none -> {
                    try {
                        int added = publisher.publish(folder).added();
                        Files.writeString(done(), added + " prompts\n");
                        return added;
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                worker);
    }

    /**
     * Waits until the questions are published; returns how many there are.
     *
     * @throws java.util.concurrent.CompletionException with what {@link #draw} or {@link #publish} came to
     */
    int await() {
        return supplied.join();
    }

    private Path done() {
        return folder.resolve("published");
    }

    /** Waits for what is being drawn, and publishes no more. */
    @Override
    public void close() throws InterruptedException {
        worker.shutdownNow();
        if (!worker.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("drawing does not end");
        }
    }
}

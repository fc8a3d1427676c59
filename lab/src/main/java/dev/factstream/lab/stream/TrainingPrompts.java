package dev.factstream.lab.stream;

import dev.factstream.data.publish.PromptPublisher;
import dev.factstream.picturebook.PictureBookOptions;
import dev.factstream.picturebook.PictureBookWriter;
import dev.factstream.picturebook.WorldFile;
import dev.factstream.picturebook.questions.QuestionMix;
import dev.factstream.picturebook.rows.CheckDials;
import dev.factstream.picturebook.rows.SftDials;
import dev.factstream.picturebook.world.Split;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Draws and publishes the training prompts of a run once, when it starts, on a background thread. Without a reward model there
 * are no open questions, because only a reward model can score their answers. After a crash, a repeated run publishes the missing
 * prompts.
 */
final class TrainingPrompts implements AutoCloseable {
    private static final int QUESTIONS = 2;
    private static final int PATIENCE_SECONDS = 30;

    private final Path folder;
    private final StreamPlan plan;
    private final ExecutorService worker = Executors.newSingleThreadExecutor(work -> new Thread(work, "questions"));
    private CompletableFuture<Integer> prompts = CompletableFuture.completedFuture(0);

    /** @param folder where the picture book is written, for inspection */
    TrainingPrompts(Path folder, StreamPlan plan) {
        this.folder = folder;
        this.plan = plan;
    }

    /** Returns whether the prompts are already published. */
    boolean isPublished() {
        return Files.exists(marker());
    }

    /** Starts drawing in the background. */
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
        prompts = CompletableFuture.supplyAsync(
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

    /** Publishes the prompts in the background once all are drawn. */
    void publish(PromptPublisher publisher) {
        prompts = prompts.thenApplyAsync(
                none -> {
                    try {
                        int added = publisher.publish(folder).added();
                        Files.writeString(marker(), added + " prompts\n");
                        return added;
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                worker);
    }

    /**
     * Waits until the prompts are published; returns how many were added.
     *
     * @throws java.util.concurrent.CompletionException if {@link #draw} or {@link #publish} failed
     */
    int await() {
        return prompts.join();
    }

    private Path marker() {
        return folder.resolve("published");
    }

    /** Waits for the current drawing to finish and publishes nothing more. */
    @Override
    public void close() throws InterruptedException {
        worker.shutdownNow();
        if (!worker.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("drawing pictures did not finish within " + PATIENCE_SECONDS + " s");
        }
    }
}

package dev.factstream.console.stream;

import dev.factstream.data.picturebook.CheckDials;
import dev.factstream.data.picturebook.PictureBookOptions;
import dev.factstream.data.picturebook.PictureBookWriter;
import dev.factstream.data.picturebook.QuestionMix;
import dev.factstream.data.picturebook.SftDials;
import dev.factstream.data.picturebook.Split;
import dev.factstream.data.picturebook.World;
import dev.factstream.data.publish.PromptPublisher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The training questions of a run: drawn and published once, when it begins. Only a reward model can judge an answer to an open
 * question, so without one there are none.
 */
final class PromptSupply {
    private static final int QUESTIONS = 2;

    private final Path folder;
    private final PromptPublisher publisher;

    /** @param folder where the picture book goes, for people to look at */
    PromptSupply(Path folder, PromptPublisher publisher) {
        this.folder = folder;
        this.publisher = publisher;
    }

    /** Whether the run has its questions already. */
    boolean ready() {
        return Files.exists(done());
    }

    /** Draws and publishes; repeated after a crash, it completes what is missing. Returns the number of questions. */
    int fill(World world, StreamPlan plan) throws IOException {
        QuestionMix mix = plan.rewardModel().isPresent() ? QuestionMix.PAPER : QuestionMix.CHECKABLE;
        PictureBookOptions options = new PictureBookOptions(
                world, plan.pictures(), plan.seed(), Split.TRAIN, QUESTIONS, mix, SftDials.DEFAULT, CheckDials.DEFAULT);
        new PictureBookWriter(options).write(folder);
        int added = publisher.publish(folder).added();
        Files.writeString(done(), added + " prompts\n");
        return added;
    }

    private Path done() {
        return folder.resolve("published");
    }
}

package dev.factstream.console;

import dev.factstream.console.data.WorldFile;
import dev.factstream.data.picturebook.PictureBookOptions;
import dev.factstream.data.picturebook.PictureBookWriter;
import dev.factstream.data.picturebook.Split;
import dev.factstream.data.picturebook.World;
import dev.factstream.data.rows.SftRows;
import dev.factstream.learner.sft.FreshModel;
import dev.factstream.learner.sft.ModelShape;
import dev.factstream.model.lora.LoraSettings;
import dev.factstream.model.reward.JudgingTemplate;
import dev.factstream.model.reward.RewardModelFolder;
import java.io.IOException;
import java.nio.file.Path;

/** A policy that knows nothing, small enough to make in a moment: real architecture, random weights, a tokenizer of its world. */
final class TinyPolicy {
    private static final World WORLD = new World(12, 4, 4, 2, 2, 24, 4, 0.6, 0.5, 0.2);
    private static final ModelShape SHAPE = new ModelShape(24, 12, 16, 1, 2, 32, 64, 1, 2, 512, 300);
    private static final long SEED = 1;

    private TinyPolicy() {}

    /** Writes it, with its world, into {@code folder}. */
    static Path write(Path folder) throws IOException {
        Path book = folder.resolveSibling(folder.getFileName() + "-book");
        new PictureBookWriter(PictureBookOptions.of(WORLD, 40, SEED, Split.TRAIN)).write(book);
        FreshModel.write(folder, SHAPE, SftRows.read(book.resolve(SftRows.FILE)), SEED);
        WorldFile.write(folder, WORLD);
        return folder;
    }

    /** Writes a reward model on the base of that policy, which judges as it likes. */
    static Path rewardModel(Path policy, boolean facts, Path folder) {
        RewardModelFolder.initialise(
                policy, JudgingTemplate.standard(facts), LoraSettings.of(2, 4, LoraSettings.ALL_TARGETS), SEED, folder);
        return folder;
    }
}

package dev.factstream.lab.chaos;

import dev.factstream.picturebook.PictureBookOptions;
import dev.factstream.picturebook.PictureBookWriter;
import dev.factstream.picturebook.WorldFile;
import dev.factstream.picturebook.world.Split;
import dev.factstream.picturebook.world.World;
import dev.factstream.schemas.rows.SftRows;
import dev.factstream.training.sft.FreshModel;
import dev.factstream.training.sft.ModelShape;
import java.io.IOException;
import java.nio.file.Path;

/** Writes a tiny untrained policy: the real architecture, random weights and a tokenizer for its picture-book world. */
public final class RandomPolicy {
    private static final World WORLD = new World(12, 4, 4, 2, 2, 24, 4, 0.6, 0.5, 0.2);
    private static final ModelShape SHAPE = new ModelShape(24, 12, 16, 1, 2, 32, 64, 1, 2, 512, 300);
    private static final int PICTURES = 40;

    private RandomPolicy() {}

    /** Writes the policy and its world to {@code folder}, and a picture book of that world to {@link #book}; returns {@code folder}. */
    public static Path write(Path folder, long seed) throws IOException {
        Path book = book(folder);
        new PictureBookWriter(PictureBookOptions.of(WORLD, PICTURES, seed, Split.TRAIN)).write(book);
        FreshModel.write(folder, SHAPE, SftRows.read(book.resolve(SftRows.FILE)), seed);
        WorldFile.write(folder, WORLD);
        return folder;
    }

    /** The folder of a policy's picture book, beside the policy. */
    public static Path book(Path folder) {
        return folder.resolveSibling(folder.getFileName() + "-book");
    }
}

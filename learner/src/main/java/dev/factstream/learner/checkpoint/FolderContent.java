package dev.factstream.learner.checkpoint;

import java.io.IOException;
import java.nio.file.Path;

/** Writes what belongs into a checkpoint folder. */
@FunctionalInterface
public interface FolderContent {

    /** @param folder exists and is empty */
    void writeTo(Path folder) throws IOException;
}

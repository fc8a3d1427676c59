package dev.factstream.learner.checkpoint;

import java.io.IOException;
import java.nio.file.Path;

/** Writes the content of a checkpoint folder. */
@FunctionalInterface
public interface CheckpointContent {

    /** @param folder an existing, empty folder */
    void writeTo(Path folder) throws IOException;
}

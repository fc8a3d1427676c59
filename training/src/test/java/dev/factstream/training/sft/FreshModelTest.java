package dev.factstream.training.sft;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factstream.infra.fixture.TinyModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FreshModelTest {
    private static final ModelShape SHAPE = new ModelShape(8, 4, 16, 1, 2, 24, 48, 2, 2, 64, 300);

    @TempDir
    private Path folder;

    @Test
    void aTokenizerOfTheConversationsAndWeightsOfTheSeedMakeTheModelThatIsCommittedForTests() throws IOException {
        Path committed = TinyModel.write(folder.resolve("committed"), 5);
        Path fresh = folder.resolve("fresh");

        FreshModel.write(fresh, SHAPE, TinyModel.rows(8), 5);

        try (Stream<Path> files = Files.list(fresh)) {
            assertThat((List<Path>) files.toList())
                    .hasSize(6)
                    .allSatisfy(file -> assertThat(file).hasSameBinaryContentAs(committed.resolve(file.getFileName())));
        }
    }
}

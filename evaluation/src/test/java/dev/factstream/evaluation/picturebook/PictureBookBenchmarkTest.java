package dev.factstream.evaluation.picturebook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factstream.evaluation.UntrainedModel;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.picturebook.world.World;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureBookBenchmarkTest {
    @TempDir
    private Path folder;

    @Test
    void aPolicyIsAskedEveryTypeAndAlwaysAnswersTheSame() throws IOException {
        PictureBookBenchmark benchmark = PictureBookBenchmark.of(World.preset("tiny"));
        assertThat(benchmark.size()).isEqualTo(960);
        PictureBookBenchmark some = benchmark.first(32);
        try (VisionLanguageModel model = UntrainedModel.write(folder)) {
            List<BenchmarkAnswer> answers = some.ask(model, Optional.empty());

            assertThat(answers).hasSize(32).isEqualTo(some.ask(model, Optional.empty()));
            assertThat(answers.stream().map(BenchmarkAnswer::type).distinct()).hasSize(8);
            assertThat(answers.stream().map(BenchmarkAnswer::topic).distinct()).hasSize(4);
            assertThat(answers).allSatisfy(answer -> {
                assertThat(answer.reference()).isNotBlank();
                assertThat(answer.tokens()).isBetween(1, 64);
            });
        }
    }
}

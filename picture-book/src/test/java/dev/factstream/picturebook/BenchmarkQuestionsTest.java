package dev.factstream.picturebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factstream.picturebook.judge.VerifiableQuestion;
import dev.factstream.picturebook.world.World;
import dev.factstream.schemas.rows.PromptRow;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class BenchmarkQuestionsTest {
    @Test
    void asksTenQuestionsOfEveryTypeAndTopicEachAboutAHeldOutPictureOfItsOwn() {
        List<VerifiableQuestion> items = BenchmarkQuestions.items(World.preset("tiny"), 7);
        assertThat(items).hasSize(960);
        Map<String, Long> cells = items.stream()
                .collect(Collectors.groupingBy(
                        item -> item.type().orElseThrow() + " " + item.topic().orElseThrow(), Collectors.counting()));
        assertThat(cells)
                .hasSize(96)
                .allSatisfy((cell, count) -> assertThat(count).isEqualTo(10));
        assertThat(items.stream().map(item -> item.row().image())).doesNotHaveDuplicates();
        assertThat(items).allSatisfy(item -> {
            assertThat(item.row().split()).isEqualTo("held-out");
            assertThat(item.judge(item.row().referenceAnswer().orElseThrow()).score())
                    .isEqualTo(6);
            assertThat(item.judge("").score()).isEqualTo(3);
        });
        for (int i = 0; i < items.size(); i++) {
            assertThat(items.get(i).type().orElseThrow().ordinal()).isEqualTo(i % 8);
        }
        assertThat(rows(BenchmarkQuestions.items(World.preset("tiny"), 7))).isEqualTo(rows(items));
    }

    @Test
    void aWorldWithTooFewTopicsIsRefused() {
        World world = new World(8, 4, 4, 1, 2, 48, 4, 0.6, 0.3, 0.25);
        assertThatThrownBy(() -> BenchmarkQuestions.items(world, 1))
                .hasMessageContaining("12 topics")
                .hasMessageContaining("8 kinds");
    }

    private static List<PromptRow> rows(List<VerifiableQuestion> items) {
        return items.stream().map(VerifiableQuestion::row).toList();
    }
}

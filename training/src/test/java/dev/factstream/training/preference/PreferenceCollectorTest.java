package dev.factstream.training.preference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factstream.model.reward.JudgingTemplate;
import dev.factstream.picturebook.PictureBookOptions;
import dev.factstream.picturebook.PictureBookWriter;
import dev.factstream.picturebook.world.Split;
import dev.factstream.picturebook.world.World;
import dev.factstream.schemas.rows.PreferenceRow;
import dev.factstream.schemas.rows.PreferenceRows;
import dev.factstream.schemas.rows.SftRows;
import dev.factstream.training.sft.FreshModel;
import dev.factstream.training.sft.LossAveraging;
import dev.factstream.training.sft.ModelShape;
import dev.factstream.training.sft.RowChoice;
import dev.factstream.training.sft.SftOptions;
import dev.factstream.training.sft.SftTrainer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreferenceCollectorTest {

    private static final World WORLD = World.preset("tiny");
    private static final ModelShape SHAPE = new ModelShape(WORLD.imageSize(), 16, 16, 1, 2, 32, 64, 1, 2, 256, 600);

    @TempDir
    Path folder;

    @Test
    void answersOfAPolicyAreLabelledAndCounted() throws IOException {
        Path policy = policyIgnoringPictures();
        PreferenceCounts counts = PreferenceCollector.run(options(policy, "one"), silent());

        List<PreferenceRow> rows = PreferenceRows.read(folder.resolve("one").resolve(PreferenceRows.FILE));
        assertThat(rows).hasSize(24).hasSize(counts.pairs());
        assertThat(rows).filteredOn(PreferenceRow::written).hasSize(counts.written() + counts.evasive());
        assertThat(rows).filteredOn(PreferenceRow::hallucination).hasSize(counts.byHallucination());
        assertThat(rows).filteredOn(row -> !row.written()).isNotEmpty();
        assertThat(rows).allSatisfy(row -> {
            assertThat(row.answer1()).isNotEqualTo(row.answer2());
            assertThat(row.captions()).isNotEmpty();
            assertThat(folder.resolve("one").resolve(row.image().orElseThrow())).isNotEmptyFile();
        });
        assertThat(counts.written()).isPositive().isLessThanOrEqualTo((int) (0.3 * 24));
        assertThat(counts.evasive()).isPositive().isLessThanOrEqualTo((int) (0.2 * 24));
        assertThat(counts.toString()).contains("24 pairs");

        PreferenceCollector.run(options(policy, "two"), silent());
        assertThat(folder.resolve("one").resolve(PreferenceRows.FILE))
                .hasSameTextualContentAs(folder.resolve("two").resolve(PreferenceRows.FILE));
    }

    /** A policy that has learned the form of answers but not to use pictures. */
    private Path policyIgnoringPictures() throws IOException {
        Path book = folder.resolve("book");
        new PictureBookWriter(PictureBookOptions.of(WORLD, 80, 1, Split.TRAIN)).write(book);
        Path policy = folder.resolve("policy");
        FreshModel.write(policy, SHAPE, SftRows.read(book.resolve(SftRows.FILE)), 1);
        SftTrainer.run(
                new SftOptions(
                        policy,
                        book,
                        RowChoice.CONVERSATIONS,
                        Integer.MAX_VALUE,
                        JudgingTemplate.standard(true),
                        policy,
                        6,
                        4,
                        5e-3,
                        0.1,
                        1,
                        LossAveraging.TOKENS,
                        0,
                        8,
                        1000,
                        1),
                silent());
        return policy;
    }

    private PreferenceOptions options(Path policy, String out) {
        return new PreferenceOptions(
                policy, Optional.empty(), WORLD, Split.TRAIN, 24, 5, 0.7, 0.1, 0.3, 0.2, folder.resolve(out));
    }

    private static PrintStream silent() {
        return new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8);
    }
}

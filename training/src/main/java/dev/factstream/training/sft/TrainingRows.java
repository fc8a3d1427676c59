package dev.factstream.training.sft;

import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.schemas.rows.CheckRows;
import dev.factstream.schemas.rows.SftRows;
import dev.factstream.schemas.seeds.SeededPermutation;
import dev.factstream.schemas.seeds.SplitMixSeeds;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The rows that the options select, shuffled and encoded for the network. */
final class TrainingRows {
    private static final int MOST_NAMED = 20;

    /** A row whose picture has not been read yet. */
    private record UnencodedRow(
            String id, Optional<String> image, Function<Optional<float[]>, EncodedConversation> encoder) {}

    private TrainingRows() {}

    /**
     * Reads the rows. A row that the model cannot read, because it is too long or contains a special token, is left out and named on
     * {@code out}.
     */
    static List<EncodedConversation> read(SftOptions options, VisionLanguageModel model, PrintStream out)
            throws IOException {
        List<UnencodedRow> rows = new ArrayList<>();
        if (options.choice().conversations()) {
            ConversationEncoder encoder = new ConversationEncoder(model.promptEncoder(), model.tokenizer());
            SftRows.read(options.data().resolve(SftRows.FILE))
                    .forEach(row ->
                            rows.add(new UnencodedRow(row.id(), row.image(), pixels -> encoder.encode(row, pixels))));
        }
        if (options.choice().checks()) {
            CheckEncoder encoder = new CheckEncoder(model, options.template());
            CheckRows.read(options.data().resolve(CheckRows.FILE))
                    .forEach(row ->
                            rows.add(new UnencodedRow(row.id(), row.image(), pixels -> encoder.encode(row, pixels))));
        }
        List<UnencodedRow> chosen = Arrays.stream(
                        SeededPermutation.permutation(rows.size(), SplitMixSeeds.derive(options.seed(), 0)))
                .limit(options.limit())
                .mapToObj(rows::get)
                .toList();
        PreloadedPictures pictures = new PreloadedPictures(
                options.data(), chosen.stream().map(UnencodedRow::image).toList(), model.imageProcessor());
        List<EncodedConversation> encoded = new ArrayList<>();
        int skipped = 0;
        for (UnencodedRow row : chosen) {
            try {
                encoded.add(row.encoder().apply(pictures.of(row.image())));
            } catch (IllegalArgumentException e) {
                if (skipped++ < MOST_NAMED) {
                    out.println("row " + row.id() + " is left out: " + e.getMessage());
                }
            }
        }
        if (skipped > MOST_NAMED) {
            out.println("and " + (skipped - MOST_NAMED) + " more rows are left out");
        }
        return encoded;
    }
}

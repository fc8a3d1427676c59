package dev.factstream.data.imports;

import dev.factstream.schemas.rows.PromptRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Imports a folder of photographs. */
final class CocoImport {
    private CocoImport() {}

    static ImportSummary run(ImportOptions options, ImportProgress progress) throws IOException {
        CocoSource source = CocoSourceReader.read(options);
        List<Set<String>> labels = source.pictures().stream()
                .flatMap(picture -> picture.objects().stream())
                .toList();
        CocoQuestions questions = new CocoQuestions(new CooccurrenceCounts(labels), options.split());
        try (ImportedRowWriter imported = new ImportedRowWriter(options, source.images())) {
            for (CocoSource.UnmatchedEntry entry : source.unmatched()) {
                imported.refuse(entry.place(), Optional.empty(), entry.reason());
            }
            double seen = 0;
            for (CocoPicture picture : source.pictures()) {
                imported.add(picture.place(), picture.name(), id -> draft(picture, questions, options.withoutFacts()));
                progress.done(++seen / source.pictures().size());
            }
            return imported.finish(notes(source, labels.size()));
        }
    }

    private static ConvertedRow draft(CocoPicture picture, CocoQuestions questions, boolean withoutFacts) {
        picture.flaw().ifPresent(why -> {
            throw new IllegalArgumentException(why);
        });
        if (picture.captions().isEmpty() && !withoutFacts) {
            throw new IllegalArgumentException("the picture has no captions; --without-facts imports it anyway");
        }
        return new ConvertedRow(
                Optional.of(picture.name()),
                questions.of(picture).stream().map(PromptRows::line).toList());
    }

    private static List<String> notes(CocoSource source, int labelled) {
        List<String> notes = new ArrayList<>();
        int without = source.pictures().size() - labelled;
        if (without > 0) {
            notes.add(without + " pictures have no object labels, so there are no yes/no questions about them");
        }
        return notes;
    }
}

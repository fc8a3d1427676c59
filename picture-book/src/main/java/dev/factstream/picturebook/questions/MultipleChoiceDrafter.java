package dev.factstream.picturebook.questions;

import dev.factstream.picturebook.world.Catalogue;
import dev.factstream.picturebook.world.Cell;
import dev.factstream.picturebook.world.Colour;
import dev.factstream.picturebook.world.EnglishWords;
import dev.factstream.picturebook.world.Kind;
import dev.factstream.picturebook.world.Scene;
import dev.factstream.picturebook.world.SceneEnvironment;
import dev.factstream.picturebook.world.Thing;
import dev.factstream.picturebook.world.World;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Generates multiple-choice questions: which thing is in the picture, its colour, its place, the number of a kind, or the
 * environment.
 */
final class MultipleChoiceDrafter {
    private final Catalogue catalogue;
    private final CooccurrencePrior expectations;
    private final int colours;

    MultipleChoiceDrafter(Catalogue catalogue, CooccurrencePrior expectations, World world) {
        this.catalogue = catalogue;
        this.expectations = expectations;
        this.colours = world.colours();
    }

    MultipleChoiceDraft about(Scene scene, Random random) {
        boolean single = !scene.singles().isEmpty();
        boolean countable = scene.counts().values().stream().distinct().count() > 1;
        return switch (random.nextInt(8)) {
            case 0, 1 -> single ? colour(scene, random) : which(scene, random);
            case 2, 3 -> single ? place(scene, random) : which(scene, random);
            case 4 -> countable ? number(scene, random) : which(scene, random);
            case 5 -> environment(scene, random);
            default -> which(scene, random);
        };
    }

    private MultipleChoiceDraft which(Scene scene, Random random) {
        Kind kind = EnglishWords.pick(scene.things(), random).kind();
        String question =
                EnglishWords.pick(List.of("Which of these is in the picture?", "Which of these can you see?"), random);
        List<String> wrong = expectations.absentUsualFirst(scene, random).stream()
                .map(Kind::name)
                .toList();
        int count = scene.count(kind);
        return new MultipleChoiceDraft(
                question,
                kind.name(),
                wrong.subList(0, 3),
                (count == 1 ? "there is " : "there are ") + kind.counted(count));
    }

    private MultipleChoiceDraft colour(Scene scene, Random random) {
        Thing thing = EnglishWords.pick(scene.singles(), random);
        String question = EnglishWords.pick(List.of("What colour is the %s?", "What is the colour of the %s?"), random);
        String right = thing.colour().word();
        Stream<String> all = Arrays.stream(Colour.values()).limit(colours).map(Colour::word);
        String name = thing.kind().name();
        return new MultipleChoiceDraft(
                String.format(Locale.ROOT, question, name),
                right,
                others(all, right, random),
                "the " + name + " is " + right);
    }

    private MultipleChoiceDraft place(Scene scene, Random random) {
        Thing thing = EnglishWords.pick(scene.singles(), random);
        String right = thing.cell().words();
        String name = thing.kind().name();
        return new MultipleChoiceDraft(
                "Where is the " + name + "?",
                right,
                others(Cell.all().stream().map(Cell::words), right, random),
                "the " + name + " is " + thing.cell().withPreposition());
    }

    private MultipleChoiceDraft number(Scene scene, Random random) {
        int count =
                EnglishWords.pick(scene.counts().values().stream().distinct().toList(), random);
        List<Kind> kinds = scene.counts().keySet().stream()
                .filter(kind -> scene.count(kind) == count)
                .toList();
        Kind kind = EnglishWords.pick(kinds, random);
        String right = EnglishWords.number(count);
        Stream<String> all = IntStream.rangeClosed(1, Math.max(4, count)).mapToObj(EnglishWords::number);
        return new MultipleChoiceDraft(
                "How many " + kind.plural() + " are there?",
                right,
                others(all, right, random),
                (count == 1 ? "there is " : "there are ") + kind.counted(count));
    }

    private MultipleChoiceDraft environment(Scene scene, Random random) {
        String right = scene.environment().name();
        Stream<String> all = catalogue.environments().stream().map(SceneEnvironment::name);
        return new MultipleChoiceDraft(
                "What place is this?", right, others(all, right, random), "this is the " + right);
    }

    private static List<String> others(Stream<String> all, String right, Random random) {
        List<String> others =
                new ArrayList<>(all.filter(word -> !word.equals(right)).toList());
        Collections.shuffle(others, random);
        return others;
    }
}

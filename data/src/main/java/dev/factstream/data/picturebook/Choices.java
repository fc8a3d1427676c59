package dev.factstream.data.picturebook;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Generates multiple-choice questions: which thing is in the picture, its colour, its place, the number of a kind, or the
 * environment.
 */
final class Choices {
    private final Catalogue catalogue;
    private final Expectations expectations;
    private final int colours;

    Choices(Catalogue catalogue, Expectations expectations, World world) {
        this.catalogue = catalogue;
        this.expectations = expectations;
        this.colours = world.colours();
    }

    Choice about(Scene scene, Random random) {
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

    private Choice which(Scene scene, Random random) {
        Kind kind = Words.pick(scene.things(), random).kind();
        String question =
                Words.pick(List.of("Which of these is in the picture?", "Which of these can you see?"), random);
        List<String> wrong = expectations.absentUsualFirst(scene, random).stream()
                .map(Kind::name)
                .toList();
        int count = scene.count(kind);
        return new Choice(
                question,
                kind.name(),
                wrong.subList(0, 3),
                (count == 1 ? "there is " : "there are ") + kind.counted(count));
    }

    private Choice colour(Scene scene, Random random) {
        Thing thing = Words.pick(scene.singles(), random);
        String question = Words.pick(List.of("What colour is the %s?", "What is the colour of the %s?"), random);
        String right = thing.colour().word();
        Stream<String> all = Arrays.stream(Colour.values()).limit(colours).map(Colour::word);
        String name = thing.kind().name();
        return new Choice(question.formatted(name), right, others(all, right, random), "the " + name + " is " + right);
    }

    private Choice place(Scene scene, Random random) {
        Thing thing = Words.pick(scene.singles(), random);
        String right = thing.cell().words();
        String name = thing.kind().name();
        return new Choice(
                "Where is the " + name + "?",
                right,
                others(Cell.all().stream().map(Cell::words), right, random),
                "the " + name + " is " + thing.cell().withPreposition());
    }

    private Choice number(Scene scene, Random random) {
        int count = Words.pick(scene.counts().values().stream().distinct().toList(), random);
        List<Kind> kinds = scene.counts().keySet().stream()
                .filter(kind -> scene.count(kind) == count)
                .toList();
        Kind kind = Words.pick(kinds, random);
        String right = Words.number(count);
        Stream<String> all = IntStream.rangeClosed(1, Math.max(4, count)).mapToObj(Words::number);
        return new Choice(
                "How many " + kind.plural() + " are there?",
                right,
                others(all, right, random),
                (count == 1 ? "there is " : "there are ") + kind.counted(count));
    }

    private Choice environment(Scene scene, Random random) {
        String right = scene.environment().name();
        Stream<String> all = catalogue.environments().stream().map(Environment::name);
        return new Choice("What place is this?", right, others(all, right, random), "this is the " + right);
    }

    private static List<String> others(Stream<String> all, String right, Random random) {
        List<String> others =
                new ArrayList<>(all.filter(word -> !word.equals(right)).toList());
        Collections.shuffle(others, random);
        return others;
    }
}

package dev.factstream.picturebook.world;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the true answer to a question from its English and the scene graph alone, independently of the generator. */
public final class SceneOracle {
    private static final Pattern EXISTS = Pattern.compile("(?:Is there|Can you see) an? (\\w+)(?: in the picture)?\\?");
    private static final Pattern COLOUR = Pattern.compile("Is the (?:colour of the )?(\\w+) (\\w+)\\?");
    private static final Pattern COUNT = Pattern.compile("(?:Is there only|Are there) (\\w+) (\\w+)\\?");
    private static final Pattern RELATION =
            Pattern.compile("Is the (\\w+) (left of|right of|above|below) the (\\w+)\\?");
    private static final Pattern CHOICE = Pattern.compile("(.*\\?) A\\. (.*) B\\. (.*) C\\. (.*) D\\. (.*)");
    private static final Pattern SENTENCE =
            Pattern.compile("There is an? (\\w+) (\\w+) (\\w+) (?:in|at) the ([\\w ]+)\\.");
    private static final List<String> NUMBERS = List.of("zero", "one", "two", "three", "four", "five");

    private final Scene scene;

    public SceneOracle(Scene scene) {
        this.scene = scene;
    }

    /** {@code yes}, {@code no} or a letter. */
    public String of(String question) {
        Matcher choice = CHOICE.matcher(question);
        if (choice.matches()) {
            return letter(choice);
        }
        return yesNo(question) ? "yes" : "no";
    }

    private boolean yesNo(String question) {
        Matcher m = RELATION.matcher(question);
        if (m.matches()) {
            Cell one = only(m.group(1)).cell();
            Cell other = only(m.group(3)).cell();
            return switch (m.group(2)) {
                case "left of" -> one.column() < other.column();
                case "right of" -> one.column() > other.column();
                case "above" -> one.row() < other.row();
                default -> one.row() > other.row();
            };
        }
        m = COUNT.matcher(question);
        if (m.matches()) {
            return count(m.group(2)) == NUMBERS.indexOf(m.group(1));
        }
        m = COLOUR.matcher(question);
        if (m.matches()) {
            return only(m.group(1)).colour().word().equals(m.group(2));
        }
        m = EXISTS.matcher(question);
        if (m.matches()) {
            return count(m.group(1)) > 0;
        }
        throw new AssertionError("Not understood: " + question);
    }

    private String letter(Matcher choice) {
        List<Integer> right = Arrays.asList(2, 3, 4, 5).stream()
                .filter(group -> holds(choice.group(1), choice.group(group)))
                .toList();
        if (right.size() != 1) {
            throw new AssertionError(right.size() + " right options: " + choice.group() + " for " + scene.content());
        }
        return String.valueOf((char) ('A' + right.get(0) - 2));
    }

    private boolean holds(String question, String option) {
        String[] words = question.replace("?", "").split(" ");
        String last = words[words.length - 1];
        if (question.startsWith("Which")) {
            return count(option) > 0;
        } else if (question.startsWith("Where")) {
            return only(last).cell().words().equals(option);
        } else if (question.startsWith("How many")) {
            return count(words[2]) == NUMBERS.indexOf(option);
        } else if (question.equals("What place is this?")) {
            return scene.environment().name().equals(option);
        } else if (question.matches("What .*colour.*")) {
            return only(last).colour().word().equals(option);
        }
        throw new AssertionError("Not understood: " + question);
    }

    /** Whether a description names the environment and every thing, and nothing else. */
    public boolean describes(String description) {
        Matcher m = SENTENCE.matcher(description);
        int told = 0;
        while (m.find()) {
            Matcher sentence = m;
            boolean there = scene.things().stream()
                    .anyMatch(thing -> thing.size().word().equals(sentence.group(1))
                            && thing.colour().word().equals(sentence.group(2))
                            && thing.kind().name().equals(sentence.group(3))
                            && thing.cell().words().equals(sentence.group(4)));
            told += there ? 1 : 100;
        }
        return told == scene.things().size()
                && !description.contains("There is also")
                && description.startsWith("This is the " + scene.environment().name() + ".");
    }

    private Thing only(String name) {
        List<Thing> things = scene.things().stream()
                .filter(thing -> thing.kind().name().equals(name))
                .toList();
        if (things.size() != 1) {
            throw new AssertionError("'the " + name + "' is not one thing in " + scene.content());
        }
        return things.get(0);
    }

    private long count(String name) {
        return scene.things().stream()
                .filter(thing -> thing.kind().name().equals(name)
                        || thing.kind().plural().equals(name))
                .count();
    }
}

package dev.factstream.data.picturebook;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What a picture book is made of.
 *
 * @param world the dial of difficulty
 * @param count pictures
 * @param seed of everything random; the splits are disjoint for any seeds
 * @param split which part of the world the scenes come from
 * @param questions prompts per picture
 * @param mix in what proportion they are asked
 * @param sft how the conversations are made
 * @param checks how the answers to check are made
 * @param reading how much there is to read rather than to see
 */
public record PictureBookOptions(
        World world,
        int count,
        long seed,
        Split split,
        int questions,
        QuestionMix mix,
        SftDials sft,
        CheckDials checks,
        ReadingDials reading) {

    /** The dials that {@link #of} knows, with what they mean. */
    public static final Map<String, String> DIALS = new TreeMap<>(Map.ofEntries(
            Map.entry("count", "pictures (1000)"),
            Map.entry("seed", "of everything random (1)"),
            Map.entry("split", "train, validation or held-out; they never share a scene (train)"),
            Map.entry("questions", "prompts per picture (2)"),
            Map.entry("mix", "of prompts, open:choice:yesno (0:1:1)"),
            Map.entry("world", "preset of the dials below: tiny, small, medium or full (small)"),
            Map.entry("kinds", "kinds of things, 6 to 48"),
            Map.entry("colours", "colours of things, 4 to 8"),
            Map.entry("environments", "places, 4 to 8"),
            Map.entry("min-things", "fewest things in a picture"),
            Map.entry("max-things", "most things in a picture, up to 9"),
            Map.entry("image-size", "pixels"),
            Map.entry("noise", "of pixels, in levels of 255"),
            Map.entry("usual-share", "of things that are usual where they are"),
            Map.entry("companion-share", "of things that come with another usually"),
            Map.entry("repeat-share", "of things of a kind already there"),
            Map.entry("turns", "questions in a conversation (6)"),
            Map.entry("described-share", "of conversations in which a description is asked for (1)"),
            Map.entry("open-share", "of the other questions in conversations that are open ones (0.5)"),
            Map.entry("yes-share", "of yes/no questions in conversations (0.6)"),
            Map.entry("hallucinated-share", "of yes/no answers on usual but absent things in conversations (0.25)"),
            Map.entry("hallucinated-descriptions", "share of descriptions in conversations (0.1)"),
            Map.entry("elaborated-share", "of open answers that go on about what usually comes with it (0.65)"),
            Map.entry("accepted-share", "of open questions on usual but absent things answered as if there (0.65)"),
            Map.entry("hedged-share", "of open answers in conversations that are vague (0.05)"),
            Map.entry(
                    "denied-share", "of answers about one thing's colour or place that deny it though it is there (0)"),
            Map.entry("checks", "answers to check per picture (2)"),
            Map.entry("read-share", "of checks with captions but no picture (0.6)"),
            Map.entry("seen-share", "of checks with a picture but no captions; the rest have both (0.25)"),
            Map.entry("repeats", "rows per picture to learn reading by repeating random words, for example 0.5 (0)"),
            Map.entry("lookups", "rows per picture to learn to look up what is said of listed things (0)"),
            Map.entry(
                    "ratings", "rows per picture to learn to tell true from false statements about listed things (0)"),
            Map.entry("rated-share", "of conversations about captions in which answers are rated (0)"),
            Map.entry("captioned-share", "of other conversations in which the captions are asked for first (0)"),
            Map.entry("reading-share", "of conversations about captions instead of a picture, all true (0)"),
            Map.entry("reading-things", "most things in scenes that are only read of (0: the pictures' own scenes)")));

    public PictureBookOptions {
        if (count < 1 || questions < 1) {
            throw new IllegalArgumentException("A picture book has at least one picture and one question each");
        }
        reading.told(world); // refuses more things than the world can have
    }

    /** With nothing but the pictures to read of. */
    public PictureBookOptions(
            World world,
            int count,
            long seed,
            Split split,
            int questions,
            QuestionMix mix,
            SftDials sft,
            CheckDials checks) {
        this(world, count, seed, split, questions, mix, sft, checks, ReadingDials.NONE);
    }

    /** With the usual checks. */
    public PictureBookOptions(
            World world, int count, long seed, Split split, int questions, QuestionMix mix, SftDials sft) {
        this(world, count, seed, split, questions, mix, sft, CheckDials.DEFAULT);
    }

    /** A book of checkable questions, two per picture, with the usual conversations. */
    public static PictureBookOptions of(World world, int count, long seed, Split split) {
        return new PictureBookOptions(world, count, seed, split, 2, QuestionMix.CHECKABLE, SftDials.DEFAULT);
    }

    /**
     * Reads dials given as text; what is not given has its default.
     *
     * @throws IllegalArgumentException naming an unknown dial or a bad value
     */
    public static PictureBookOptions of(Map<String, String> dials) {
        Set<String> unknown = new TreeSet<>(dials.keySet());
        unknown.removeAll(DIALS.keySet());
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("Unknown " + unknown + "; known are " + DIALS.keySet());
        }
        Dials given = new Dials(dials);
        World preset = World.preset(given.text("world", "small"));
        World world = new World(
                given.integer("kinds", preset.kinds()),
                given.integer("colours", preset.colours()),
                given.integer("environments", preset.environments()),
                given.integer("min-things", preset.minThings()),
                given.integer("max-things", preset.maxThings()),
                given.integer("image-size", preset.imageSize()),
                given.number("noise", preset.noise()),
                given.number("usual-share", preset.usualShare()),
                given.number("companion-share", preset.companionShare()),
                given.number("repeat-share", preset.repeatShare()));
        SftDials sft = new SftDials(
                given.integer("turns", SftDials.DEFAULT.turns()),
                given.number("described-share", SftDials.DEFAULT.describedShare()),
                given.number("open-share", SftDials.DEFAULT.openShare()),
                given.number("yes-share", SftDials.DEFAULT.yesShare()),
                given.number("hallucinated-share", SftDials.DEFAULT.hallucinatedShare()),
                given.number("hallucinated-descriptions", SftDials.DEFAULT.hallucinatedDescriptions()),
                given.number("elaborated-share", SftDials.DEFAULT.elaboratedShare()),
                given.number("accepted-share", SftDials.DEFAULT.acceptedShare()),
                given.number("hedged-share", SftDials.DEFAULT.hedgedShare()),
                given.number("denied-share", SftDials.DEFAULT.deniedShare()));
        CheckDials checks = new CheckDials(
                given.integer("checks", CheckDials.DEFAULT.perPicture()),
                given.number("read-share", CheckDials.DEFAULT.readShare()),
                given.number("seen-share", CheckDials.DEFAULT.seenShare()));
        ReadingDials reading = new ReadingDials(
                given.number("repeats", 0),
                given.number("lookups", 0),
                given.number("ratings", 0),
                given.number("reading-share", 0),
                given.number("rated-share", 0),
                given.number("captioned-share", 0),
                given.integer("reading-things", 0));
        return new PictureBookOptions(
                world,
                given.integer("count", 1000),
                given.parsed("seed", 1L, Long::parseLong, "a whole number"),
                Split.named(given.text("split", "train")),
                given.integer("questions", 2),
                QuestionMix.parse(given.text("mix", "0:1:1")),
                sft,
                checks,
                reading);
    }

    private record Dials(Map<String, String> given) {
        String text(String name, String otherwise) {
            return given.getOrDefault(name, otherwise);
        }

        int integer(String name, int otherwise) {
            return parsed(name, otherwise, Integer::parseInt, "a whole number");
        }

        double number(String name, double otherwise) {
            return parsed(name, otherwise, Double::parseDouble, "a number");
        }

        <T> T parsed(String name, T otherwise, Function<String, T> parser, String what) {
            String text = given.get(name);
            try {
                return text == null ? otherwise : parser.apply(text);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(name + " must be " + what + ", not '" + text + "'", e);
            }
        }
    }
}

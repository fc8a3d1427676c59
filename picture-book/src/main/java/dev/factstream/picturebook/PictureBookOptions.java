package dev.factstream.picturebook;

import dev.factstream.picturebook.questions.QuestionMix;
import dev.factstream.picturebook.rows.CheckDials;
import dev.factstream.picturebook.rows.ReadingDials;
import dev.factstream.picturebook.rows.SftDials;
import dev.factstream.picturebook.world.Split;
import dev.factstream.picturebook.world.World;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The options of a picture book.
 *
 * @param world the difficulty of the scenes
 * @param count number of pictures
 * @param seed of all random choices; the splits are disjoint for any seeds
 * @param split the split of the scenes
 * @param questions prompts per picture
 * @param mix proportions of the question kinds
 * @param sft the dials of the conversations
 * @param checks the dials of the answers to check
 * @param reading the dials of the rows to read rather than to see
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

    /** The dials that {@link #of} accepts, with their meaning. */
    public static final Map<String, String> DIALS = new TreeMap<>(Map.ofEntries(
            Map.entry("count", "pictures (1000)"),
            Map.entry("seed", "seed of all random choices (1)"),
            Map.entry("split", "train, validation or held-out; they never share a scene (train)"),
            Map.entry("questions", "prompts per picture (2)"),
            Map.entry("mix", "proportions of prompts, open:choice:yesno (0:1:1)"),
            Map.entry("world", "preset of the dials below: tiny, small, medium or full (small)"),
            Map.entry("kinds", "kinds of things, 6 to 48"),
            Map.entry("colours", "colours of things, 4 to 8"),
            Map.entry("environments", "places, 4 to 8"),
            Map.entry("min-things", "fewest things in a picture"),
            Map.entry("max-things", "most things in a picture, up to 9"),
            Map.entry("image-size", "pixels"),
            Map.entry("noise", "standard deviation of the pixel noise, in levels of 255"),
            Map.entry("usual-share", "share of things that are usual in their environment"),
            Map.entry("companion-share", "share of things that usually accompany another"),
            Map.entry("repeat-share", "share of things of a kind already in the picture"),
            Map.entry("turns", "questions in a conversation (6)"),
            Map.entry("described-share", "share of conversations that ask for a description (1)"),
            Map.entry("open-share", "share of open questions among the other questions in conversations (0.5)"),
            Map.entry("yes-share", "share of yes/no questions in conversations whose true answer is yes (0.6)"),
            Map.entry(
                    "hallucinated-share",
                    "share of yes/no questions on usual but absent things in conversations that are wrongly affirmed (0.25)"),
            Map.entry(
                    "hallucinated-descriptions",
                    "share of descriptions in conversations that add an absent thing (0.1)"),
            Map.entry(
                    "elaborated-share",
                    "share of open answers followed by a sentence about what usually accompanies the subject (0.65)"),
            Map.entry(
                    "accepted-share",
                    "share of open questions on usual but absent things that are answered as if they were present (0.65)"),
            Map.entry("hedged-share", "share of open answers in conversations that are vague (0.05)"),
            Map.entry(
                    "denied-share",
                    "share of answers about one thing's colour or place that deny the thing although it is present (0)"),
            Map.entry("checks", "answers to check per picture (2)"),
            Map.entry("read-share", "share of checks with captions but no picture (0.6)"),
            Map.entry("seen-share", "share of checks with a picture but no captions; the rest have both (0.25)"),
            Map.entry("repeats", "rows per picture that train reading by repeating random words, for example 0.5 (0)"),
            Map.entry("lookups", "rows per picture that train looking up properties of listed things (0)"),
            Map.entry(
                    "ratings",
                    "rows per picture that train telling true from false statements about listed things (0)"),
            Map.entry("rated-share", "share of conversations about captions that rate answers (0)"),
            Map.entry("captioned-share", "share of the other conversations that ask for the captions first (0)"),
            Map.entry("reading-share", "share of conversations about captions instead of a picture, all true (0)"),
            Map.entry("reading-things", "most things in scenes without a picture (0: the pictures' own scenes)")));

    public PictureBookOptions {
        if (count < 1 || questions < 1) {
            throw new IllegalArgumentException(
                    "A picture book needs at least one picture and one question per picture");
        }
        reading.textOnlyWorld(world); // rejects more things than the world can have
    }

    /** Creates options without rows to read rather than to see. */
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

    /** Creates options with the default checks. */
    public PictureBookOptions(
            World world, int count, long seed, Split split, int questions, QuestionMix mix, SftDials sft) {
        this(world, count, seed, split, questions, mix, sft, CheckDials.DEFAULT);
    }

    /** Returns the options of a book of checkable questions, two per picture, with the default conversations. */
    public static PictureBookOptions of(World world, int count, long seed, Split split) {
        return new PictureBookOptions(world, count, seed, split, 2, QuestionMix.CHECKABLE, SftDials.DEFAULT);
    }

    /**
     * Parses dials given as text; a missing dial has its default.
     *
     * @throws IllegalArgumentException naming an unknown dial or an invalid value
     */
    public static PictureBookOptions of(Map<String, String> dials) {
        Set<String> unknown = new TreeSet<>(dials.keySet());
        unknown.removeAll(DIALS.keySet());
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("Unknown dials " + unknown + "; the dials are " + DIALS.keySet());
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

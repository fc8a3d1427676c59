package dev.factstream.picturebook.world;

import java.util.List;
import java.util.Random;

/** The rules of English that the texts need. */
public final class EnglishWords {
    private static final List<String> NUMBERS =
            List.of("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine");

    private EnglishWords() {}

    public static String number(int count) {
        return NUMBERS.get(count);
    }

    static String article(String word) {
        return "aeiou".indexOf(word.charAt(0)) >= 0 ? "an" : "a";
    }

    /** For example {@code a red cat}, {@code an orange cat}. */
    public static String a(String words) {
        return article(words) + " " + words;
    }

    /** Upper-cases the first letter. */
    public static String sentence(String words) {
        return Character.toUpperCase(words.charAt(0)) + words.substring(1) + ".";
    }

    /** For example {@code a cat, a dog and a car}. */
    public static String list(List<String> words) {
        int last = words.size() - 1;
        return last == 0 ? words.get(0) : String.join(", ", words.subList(0, last)) + " and " + words.get(last);
    }

    public static <T> T pick(List<T> from, Random random) {
        return from.get(random.nextInt(from.size()));
    }
}

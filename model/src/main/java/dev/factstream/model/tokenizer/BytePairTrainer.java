package dev.factstream.model.tokenizer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Trains a byte-level byte-pair encoding (Sennrich et al. 2016; bytes and word pattern as in GPT-2): starting from single bytes,
 * it repeatedly merges the most frequent pair of adjacent symbols into a new symbol. Of equally frequent pairs it merges the one
 * that sorts first, so the result depends on the texts alone.
 */
public final class BytePairTrainer {

    /** The special tokens, ids 0 to 3. */
    public static final List<String> SPECIALS = List.of("<unk>", "<s>", "</s>", "<image>");

    /** The minimum frequency of a merged pair. */
    private static final long LEAST_FREQUENCY = 2;

    private static final Pattern WORDS = Pattern.compile(
            "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+",
            Pattern.UNICODE_CHARACTER_CLASS);

    private record Pair(String left, String right) {}

    private static final class Word {
        private List<String> symbols;
        private final long count;

        private Word(String text, long count) {
            symbols = List.of(ByteAlphabet.symbols(text));
            this.count = count;
        }
    }

    private BytePairTrainer() {}

    /**
     * Trains a vocabulary.
     *
     * @param texts training data; should not contain special tokens
     * @param vocabularySize special tokens, 256 bytes and learned symbols; the result is smaller if too few pairs repeat
     */
    public static BytePairVocabulary train(Iterable<String> texts, int vocabularySize) {
        List<Word> words = words(texts);
        List<String> symbols = new ArrayList<>(SPECIALS);
        for (int b = 0; b < 256; b++) {
            symbols.add(String.valueOf(ByteAlphabet.character(b)));
        }
        List<String> merges = new ArrayList<>();
        while (symbols.size() < vocabularySize) {
            Optional<Pair> best = mostFrequent(words);
            if (best.isEmpty()) {
                break;
            }
            Pair pair = best.get();
            merges.add(pair.left + " " + pair.right);
            symbols.add(pair.left + pair.right);
            words.forEach(word -> word.symbols = merge(word.symbols, pair));
        }
        return new BytePairVocabulary(symbols, merges);
    }

    private static List<Word> words(Iterable<String> texts) {
        Map<String, Long> counts = new TreeMap<>();
        for (String text : texts) {
            Matcher matcher = WORDS.matcher(text);
            while (matcher.find()) {
                counts.merge(matcher.group(), 1L, Long::sum);
            }
        }
        List<Word> words = new ArrayList<>();
        counts.forEach((text, count) -> words.add(new Word(text, count)));
        return words;
    }

    private static Optional<Pair> mostFrequent(List<Word> words) {
        Map<Pair, Long> counts = new HashMap<>();
        for (Word word : words) {
            for (int i = 0; i + 1 < word.symbols.size(); i++) {
                counts.merge(new Pair(word.symbols.get(i), word.symbols.get(i + 1)), word.count, Long::sum);
            }
        }
        return counts.entrySet().stream()
                .filter(entry -> entry.getValue() >= LEAST_FREQUENCY)
                .min(Map.Entry.<Pair, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(entry -> entry.getKey().left)
                        .thenComparing(entry -> entry.getKey().right))
                .map(Map.Entry::getKey);
    }

    private static List<String> merge(List<String> symbols, Pair pair) {
        List<String> merged = new ArrayList<>(symbols.size());
        for (int i = 0; i < symbols.size(); i++) {
            boolean match = i + 1 < symbols.size()
                    && symbols.get(i).equals(pair.left)
                    && symbols.get(i + 1).equals(pair.right);
            merged.add(match ? pair.left + pair.right : symbols.get(i));
            i += match ? 1 : 0;
        }
        return merged;
    }
}

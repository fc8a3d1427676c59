package dev.factstream.model.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BytePairTrainerTest {

    private static final List<String> TEXTS = List.of(
            "The cat sat on the mat. The cat's hat isn't on the mat, is it?",
            "the cat and the dog; 12 cats, 1234 dogs",
            "Das Mädchen aß Käse — naïve café 猫\n\n  two  spaces\tand a tab");

    @TempDir
    Path folder;

    @Test
    void theMostFrequentPairsBecomeSymbolsInOrder() {
        BytePairVocabulary vocabulary = BytePairTrainer.train(List.of("aab aab aab cd cd"), 264);

        // " a" 2, "aa" 3, "ab" 3 ...: among the pairs with frequency 3, the one that sorts first
        assertThat(vocabulary.symbols().subList(0, 4)).isEqualTo(BytePairTrainer.SPECIALS);
        assertThat(vocabulary.symbols()).hasSize(264);
        assertThat(vocabulary.merges()).containsExactly("a a", "aa b", "c d", "Ġ aab");
    }

    @Test
    void textsWithFewRepetitionsGiveASmallerVocabulary() {
        assertThat(BytePairTrainer.train(List.of("xyz"), 1000).symbols()).hasSize(260);
    }

    @Test
    void aWrittenVocabularyLoadsAndRestoresTexts() throws IOException {
        BytePairVocabulary vocabulary = BytePairTrainer.train(TEXTS, 300);
        vocabulary.write(folder);

        Tokenizer tokenizer = Tokenizer.load(folder);

        assertThat(tokenizer.pad()).isEqualTo(Optional.of(0));
        assertThat(tokenizer.bos()).isEqualTo(Optional.of(1));
        assertThat(tokenizer.eos()).isEqualTo(Optional.of(2));
        assertThat(tokenizer.addedTokenText(3)).contains("<image>");
        for (String text : TEXTS) {
            assertThat(tokenizer.decode(tokenizer.encode(text))).isEqualTo(text);
        }
        int cat = vocabulary.symbols().indexOf("Ġcat");
        assertThat(cat).isPositive();
        assertThat(tokenizer.encode(" cat<image>")).containsExactly(cat, 3);
        assertThat(tokenizer.decode(new int[] {1, cat, 3, 2})).isEqualTo(" cat");
    }

    @Test
    void longTextsAreNotTruncated() throws IOException {
        BytePairTrainer.train(TEXTS, 270).write(folder);

        assertThat(Tokenizer.load(folder).encode("q".repeat(5000))).hasSize(5000);
    }
}

package dev.factstream.schemas.facts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ChoiceReaderTest {
    @ParameterizedTest(name = "[{index}] {0} -> {1}")
    @MethodSource("answers")
    void anAnswerIsReadAsPeopleWriteIt(String answer, String letter) {
        assertThat(ChoiceReader.read(ChoiceOptions.letters(List.of("A", "B", "C", "D")), answer)
                        .orElse("-"))
                .isEqualTo(letter);
    }

    static Stream<Arguments> answers() {
        return Stream.of(
                Arguments.of("B", "B"),
                Arguments.of("B.", "B"),
                Arguments.of("b", "B"),
                Arguments.of("b.", "B"),
                Arguments.of("(B)", "B"),
                Arguments.of("(b)", "B"),
                Arguments.of("[B]", "B"),
                Arguments.of("( B )", "B"),
                Arguments.of("(B) how steady", "B"),
                Arguments.of("B)", "B"),
                Arguments.of("B) cat", "B"),
                Arguments.of("b) cat", "B"),
                Arguments.of("B: cat", "B"),
                Arguments.of("B, cat", "B"),
                Arguments.of("B - cat", "B"),
                Arguments.of("B – cat", "B"),
                Arguments.of("B cat", "B"),
                Arguments.of("B. cat", "B"),
                Arguments.of("B.cat", "B"),
                Arguments.of("B!", "B"),
                Arguments.of("**B**", "B"),
                Arguments.of("**B.** cat", "B"),
                Arguments.of("**B**: cat", "B"),
                Arguments.of("`B`", "B"),
                Arguments.of("\"B\"", "B"),
                Arguments.of("'B'", "B"),
                Arguments.of("$\\boxed{B}$", "B"),
                Arguments.of("（B）", "B"),
                Arguments.of("- B", "B"),
                Arguments.of("B\nBecause A is a dog.", "B"),
                Arguments.of("\n B. cat", "B"),
                Arguments.of("Answer: B", "B"),
                Arguments.of("Answer: **B**", "B"),
                Arguments.of("answer is b", "B"),
                Arguments.of("ANSWER: B. cat", "B"),
                Arguments.of("Final answer: (B)", "B"),
                Arguments.of("The answer is B", "B"),
                Arguments.of("The answer is B.", "B"),
                Arguments.of("The answer is (b).", "B"),
                Arguments.of("The correct answer is B.", "B"),
                Arguments.of("The correct option is B. cat", "B"),
                Arguments.of("The best answer is option B.", "B"),
                Arguments.of("My answer would be B.", "B"),
                Arguments.of("Option B", "B"),
                Arguments.of("Option B is right.", "B"),
                Arguments.of("Choice (B)", "B"),
                Arguments.of("I think it is B.", "B"),
                Arguments.of("I think it's (b).", "B"),
                Arguments.of("I choose B.", "B"),
                Arguments.of("I would go with B.", "B"),
                Arguments.of("It must be B, because it has whiskers.", "B"),
                Arguments.of("It is B, not C.", "B"),
                Arguments.of("B is the only animal here.", "B"),
                Arguments.of("B because it has whiskers.", "B"),
                Arguments.of("While it could be C, the answer is B.", "B"),
                Arguments.of("Option A is wrong. The answer is B.", "B"),
                Arguments.of("A is wrong, so the answer is B.", "B"),
                Arguments.of("I looked at it carefully.\nB", "B"),
                Arguments.of("A. dog\nB. cat\nC. cow\nThe answer is B.", "B"),
                Arguments.of("The picture shows whiskers.\n\nAnswer: B", "B"),
                Arguments.of("<answer>B</answer>", "B"),
                Arguments.of("B—cat", "B"),
                Arguments.of("Ans: B", "B"),
                Arguments.of("Definitely B.", "B"),
                Arguments.of("Sure! B", "B"),
                Arguments.of("Based on the picture, B is correct.", "B"),
                Arguments.of("C is wrong. B is right.", "B"),
                Arguments.of("I looked, and (b) is the best answer.", "B"),
                Arguments.of("Here, B is not the right answer.", "-"),
                Arguments.of("I think B isn't correct.", "-"),
                Arguments.of("A", "A"),
                Arguments.of("a", "A"),
                Arguments.of("A.", "A"),
                Arguments.of("(a)", "A"),
                Arguments.of("A: a dog", "A"),
                Arguments.of("A is right.", "A"),
                Arguments.of("The answer is A.", "A"),
                Arguments.of("Option A", "A"),
                Arguments.of("It is A because it barks.", "A"),
                Arguments.of("A cat is on the table.", "-"),
                Arguments.of("A dog", "-"),
                Arguments.of("I think so.", "-"),
                Arguments.of("It is a cat.", "-"),
                Arguments.of("The answer is a cat.", "-"),
                Arguments.of("Answer: A cat sits there.", "-"),
                Arguments.of("A big animal, I would say.", "-"),
                Arguments.of("Both A and B.", "-"),
                Arguments.of("A or B", "-"),
                Arguments.of("B or C", "-"),
                Arguments.of("B and C", "-"),
                Arguments.of("B/C", "-"),
                Arguments.of("B, C", "-"),
                Arguments.of("(b) or (c)", "-"),
                Arguments.of("It is not B.", "-"),
                Arguments.of("I don't think it is B.", "-"),
                Arguments.of("E", "-"),
                Arguments.of("(E) fox", "-"),
                Arguments.of("The answer is E.", "-"),
                Arguments.of("Bees", "-"),
                Arguments.of("D'accord", "-"),
                Arguments.of("C'est un chat.", "-"),
                Arguments.of("D-day was in June.", "-"),
                Arguments.of("B.C. is before A.D.", "-"),
                Arguments.of("Vitamin C keeps you well.", "-"),
                Arguments.of("None of them.", "-"),
                Arguments.of("I cannot tell.", "-"),
                Arguments.of("42", "-"),
                Arguments.of("?", "-"));
    }

    @Test
    void theTextOfAnOptionIsAChoiceWhereItIsUnique() {
        ChoiceOptions options = ChoiceOptions.of("What is it? A. a big dog B. cat C. the cow D. cow");

        assertThat(ChoiceReader.read(options, "A big dog.")).contains("A");
        assertThat(ChoiceReader.read(options, "A cat.")).contains("B");
        assertThat(ChoiceReader.read(options, "The Cat")).contains("B");
        assertThat(ChoiceReader.read(options, "A a big dog")).contains("A");
        assertThat(ChoiceReader.read(options, "cow")).isEmpty();
        assertThat(ChoiceReader.read(options, "There is a cat.")).isEmpty();
    }

    @Test
    void optionsAreReadFromTheQuestion() {
        assertThat(ChoiceOptions.of("Which?\n(A) one\n(B) two of J. Doe\n(C) three\nAnswer with a letter.")
                        .texts())
                .containsExactlyInAnyOrderEntriesOf(Map.of("A", "one", "B", "two of J. Doe", "C", "three"));
        assertThat(ChoiceOptions.of("Which? A: one B: two").texts()).containsEntry("B", "two");
        assertThat(ChoiceOptions.of("Which? A) one\nB) two").letters()).containsExactlyInAnyOrder("A", "B");
        assertThat(ChoiceOptions.of("Which letter is on the sign?").letters()).hasSize(26);
    }
}

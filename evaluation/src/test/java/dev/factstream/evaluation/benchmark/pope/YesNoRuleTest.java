package dev.factstream.evaluation.benchmark.pope;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YesNoRuleTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "maybe",
                "Nope",
                "NO",
                "nO",
                "None",
                "Not visible",
                "there isn't",
                "\"No\"",
                "No!",
                "Yes\nNo",
                "No\u00a0way",
                "Yes,no",
                ".No",
                "Yes. There is no dog",
                "Yes; it isn't nothing",
                "不"
            })
    void aReplyWithoutANegatingWordInItsFirstSentenceIsAYes(String reply) {
        assertThat(YesNoRule.isYes(reply)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "No",
                "no",
                "No.",
                "No, there is",
                ",no",
                "Yes; not sure",
                "Yes there is not only one",
                "Certainly! No question",
                "no yes",
                "not",
                "  no"
            })
    void aReplyWithOneIsANo(String reply) {
        assertThat(YesNoRule.isYes(reply)).isFalse();
    }
}

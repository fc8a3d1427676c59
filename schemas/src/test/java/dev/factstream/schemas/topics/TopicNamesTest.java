package dev.factstream.schemas.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicNamesTest {
    @Test
    void withoutAPrefixTopicsHaveTheNamesOfTheCatalogue() {
        TopicNames names = new TopicNames("");

        assertThat(names.scoredRollouts()).isEqualTo("scored-rollouts");
        assertThat(names.actorsGroup("0123456789abcdef", "run")).isEqualTo("factstream-actors-0123456789ab-run");
    }

    @Test
    void aPrefixBeginsEveryName() {
        TopicNames names = new TopicNames("team.a");

        assertThat(names.prompts()).isEqualTo("team.a.prompts");
        assertThat(names.group("learner")).startsWith("team.a.");
        assertThat(names.applicationId("scorer")).startsWith("team.a.");
        assertThat(names.transactionalId("learner")).startsWith("team.a.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.", ".a", "a..b", "a b", "ä", "a/b"})
    void aPrefixThatKafkaRejectsOrThatMisleadsIsRejected(String prefix) {
        assertThatThrownBy(() -> new TopicNames(prefix))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("topics.prefix");
    }

    @Test
    void rolloutsAndFactsHaveEquallyManyPartitionsInTheCatalogue() {
        assertThat(TopicCatalogue.topic("facts").partitions())
                .isEqualTo(TopicCatalogue.topic("rollouts").partitions());
    }
}

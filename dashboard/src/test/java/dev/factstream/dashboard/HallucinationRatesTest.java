package dev.factstream.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factstream.infra.fixture.RolloutSamples;
import dev.factstream.schemas.facts.AnswerKind;
import dev.factstream.schemas.facts.Facts;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HallucinationRatesTest {
    private final HallucinationRates rates = new HallucinationRates(10);

    @Test
    void answersWhoseFactsNeverArriveAreDroppedOldestFirst() {
        for (int number = 0; number < 10_500; number++) {
            add(number);
        }

        assertThat(rates.waiting()).isEqualTo(10_000);
    }

    @Test
    void judgedAnswersMakeRoomForOthers() {
        for (int number = 0; number < 9_000; number++) {
            add(number);
        }
        rates.judge(promptId -> Optional.of(
                new Facts(promptId, List.of("A photograph."), Optional.empty(), AnswerKind.OPEN, Optional.empty(), 1)));
        assertThat(rates.waiting()).isZero();

        for (int number = 0; number < 9_000; number++) {
            add(number);
        }
        assertThat(rates.waiting()).isEqualTo(9_000);
    }

    private void add(int number) {
        rates.add(RolloutSamples.scored(
                RolloutSamples.rollout(number, "prompt-" + number, 4, 0, "actor"), AnswerKind.OPEN));
    }
}

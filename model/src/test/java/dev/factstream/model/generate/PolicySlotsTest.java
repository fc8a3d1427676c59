package dev.factstream.model.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factstream.model.ReferenceModel;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PolicySlotsTest {

    private static final int SLOTS = 24;
    private static final List<String> POLICIES = List.of("a", "b", "c");

    /** The content of the slots, as the caches would hold it. */
    private final RunningSequence[] content = new RunningSequence[SLOTS];

    private final PolicySlots slots = new PolicySlots((source, target) -> content[target] = content[source]);

    @Test
    void everySequenceStaysInItsSlotHoweverOthersComeAndGo() {
        Random random = new Random(5);
        for (int change = 0; change < 2000; change++) {
            String policy = POLICIES.get(random.nextInt(POLICIES.size()));
            int running = slots.of(policy).size();
            if (random.nextBoolean() && slots.size() < SLOTS) {
                add(policy, 1 + random.nextInt(SLOTS - slots.size()));
            } else if (running > 0) {
                RunningSequence expected = slots.of(policy).get(random.nextInt(running));
                assertThat(slots.remove(policy, slots.of(policy).indexOf(expected)))
                        .isSameAs(expected);
            } else if (slots.policies().contains(policy)) {
                slots.remove(policy);
            }
            assertThat(java.util.Arrays.asList(content).subList(0, slots.size()))
                    .as("change %d", change)
                    .isEqualTo(slots.all());
            POLICIES.forEach(each -> assertThat(slots.of(each))
                    .isEqualTo(slots.all()
                            .subList(
                                    slots.first(each),
                                    slots.first(each) + slots.of(each).size())));
        }
    }

    @Test
    void aPolicyWithRunningSequencesIsNotRemoved() {
        add("a", 1);
        assertThatThrownBy(() -> slots.remove("a")).isInstanceOf(IllegalStateException.class);
    }

    private void add(String policy, int count) {
        List<RunningSequence> added = Stream.generate(() -> new RunningSequence(ReferenceModel.request("W?", 0, 1, 1)))
                .limit(count)
                .toList();
        int first = slots.makeSpace(policy, count);
        IntStream.range(0, count).forEach(i -> content[first + i] = added.get(i));
        slots.add(policy, added);
    }
}

package dev.factstream.learner.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TicketBalanceTest {

    private static final Set<String> ISSUED = Set.of("r/0", "r/1", "r/2", "r/3", "r/4");

    @Test
    void everyClassIsCountedByItsOwnMembers() {
        TicketBalance balance = TicketBalance.of(ISSUED, List.of("r/0", "r/1"), List.of("r/2"), List.of("r/3"));
        assertThat(balance).hasToString("tickets issued 5 = trained 2 + dropped 1 + dead 1 + outstanding 1");
        assertThat(balance.balanced()).isTrue();
    }

    @Test
    void aDeadLetterOfATicketInTheLedgerIsADuplicate() {
        TicketBalance balance = TicketBalance.of(ISSUED, List.of("r/0"), List.of("r/1"), List.of("r/0", "r/1", "r/2"));
        assertThat(balance).hasToString("tickets issued 5 = trained 1 + dropped 1 + dead 1 + outstanding 2");
        assertThat(balance.balanced()).isTrue();
    }

    @Test
    void aTicketTrainedOnTwiceIsAFault() {
        TicketBalance balance = TicketBalance.of(ISSUED, List.of("r/0", "r/0"), List.of(), List.of());
        assertThat(balance.faults()).containsExactly("1 trained on twice: r/0");
        assertThat(balance.balanced()).isFalse();
    }

    @Test
    void aTicketInTwoClassesIsAFault() {
        TicketBalance balance = TicketBalance.of(ISSUED, List.of("r/0"), List.of("r/0"), List.of());
        assertThat(balance.faults()).containsExactly("1 trained and dropped: r/0");
        assertThat(balance.balanced()).isFalse();
    }

    @Test
    void anOutcomeWithoutATicketIsAFault() {
        TicketBalance balance = TicketBalance.of(ISSUED, List.of("r/9"), List.of(), List.of("r/8"));
        assertThat(balance.faults()).containsExactly("2 ended but never issued: r/8, r/9");
        assertThat(balance.balanced()).isFalse();
    }
}

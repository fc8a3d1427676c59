package dev.factstream.learner.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BooksTest {

    private static final Set<String> ISSUED = Set.of("r/0", "r/1", "r/2", "r/3", "r/4");

    @Test
    void everyClassIsCountedByItsOwnMembers() {
        Books books = Books.of(ISSUED, List.of("r/0", "r/1"), List.of("r/2"), List.of("r/3"));
        assertThat(books).hasToString("tickets issued 5 = trained 2 + dropped 1 + dead 1 + outstanding 1");
        assertThat(books.balanced()).isTrue();
    }

    @Test
    void aDeadLetterAfterTheLedgerHasSpokenIsADuplicate() {
        Books books = Books.of(ISSUED, List.of("r/0"), List.of("r/1"), List.of("r/0", "r/1", "r/2"));
        assertThat(books).hasToString("tickets issued 5 = trained 1 + dropped 1 + dead 1 + outstanding 2");
        assertThat(books.balanced()).isTrue();
    }

    @Test
    void aTicketTrainedOnTwiceIsAFault() {
        Books books = Books.of(ISSUED, List.of("r/0", "r/0"), List.of(), List.of());
        assertThat(books.faults()).containsExactly("1 trained on twice: r/0");
        assertThat(books.balanced()).isFalse();
    }

    @Test
    void aTicketInTwoClassesIsAFault() {
        Books books = Books.of(ISSUED, List.of("r/0"), List.of("r/0"), List.of());
        assertThat(books.faults()).containsExactly("1 trained and dropped: r/0");
        assertThat(books.balanced()).isFalse();
    }

    @Test
    void anOutcomeWithoutATicketIsAFault() {
        Books books = Books.of(ISSUED, List.of("r/9"), List.of(), List.of("r/8"));
        assertThat(books.faults()).containsExactly("2 ended but never issued: r/8, r/9");
        assertThat(books.balanced()).isFalse();
    }
}

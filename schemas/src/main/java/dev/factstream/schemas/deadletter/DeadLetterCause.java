package dev.factstream.schemas.deadletter;

import dev.factstream.schemas.Check;
import dev.factstream.schemas.ShortText;
import java.util.Optional;

/**
 * Why a record could not be processed. Long texts are cut, because they may quote the record, and a dead letter must fit into a
 * record itself.
 *
 * @param stage the component that gave up, for instance {@code actor}
 * @param reason one line for the user
 * @param ticketId if it is known; dead tickets are counted by it. Empty if the given one is no valid id
 * @param rolloutId if it is known. Empty if the given one is no valid id
 */
public record DeadLetterCause(String stage, String reason, Optional<String> ticketId, Optional<String> rolloutId) {
    private static final int MAX_STAGE = 64;
    private static final int MAX_REASON = 1000;

    public DeadLetterCause {
        stage = ShortText.of(Check.text(stage, "stage"), MAX_STAGE);
        reason = ShortText.of(Check.text(reason, "reason"), MAX_REASON);
        ticketId = ticketId.filter(DeadLetterCause::isId);
        rolloutId = rolloutId.filter(DeadLetterCause::isId);
    }

    private static boolean isId(String text) {
        return !text.isBlank() && text.length() <= Check.MAX_ID;
    }
}

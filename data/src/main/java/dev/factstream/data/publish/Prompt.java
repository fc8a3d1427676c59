package dev.factstream.data.publish;

import dev.factstream.schemas.Sha256;
import dev.factstream.schemas.facts.Facts;
import dev.factstream.schemas.rows.PromptRow;
import dev.factstream.schemas.ticket.ImagePayload;
import dev.factstream.schemas.ticket.PoolEntry;
import dev.factstream.schemas.ticket.Question;
import java.util.List;
import java.util.Optional;

/**
 * A row as it is published, in two parts: the question and the facts.
 *
 * @param entry for the pool, without facts and answer
 * @param facts under the same promptId
 */
public record Prompt(PoolEntry entry, Facts facts) {
    private static final int HASH_DIGITS = 16;

    /** The key of both records. */
    public String promptId() {
        return facts.promptId();
    }

    /**
     * Creates the prompt of a row.
     *
     * @param image the picture of the row; empty if it has none
     */
    public static Prompt of(PromptRow row, Optional<ImagePayload> image) {
        String promptId = promptId(row, image.map(ImagePayload::sha256));
        Question question = new Question(promptId, row.question(), image);
        return new Prompt(new PoolEntry(question, row.answerKind(), row.split()), facts(promptId, row));
    }

    /**
     * Returns the promptId of a row. It consists of the row's id and a hash of the question, the picture's bytes and the facts, so the
     * content under a promptId never changes; where the picture is does not matter.
     *
     * @param picture SHA-256 of the picture; empty if the row has none
     */
    static String promptId(PromptRow row, Optional<String> picture) {
        String content = Sha256.hex(
                List.of(row.question(), picture.orElse("-"), facts("-", row).hash(), row.split()));
        return row.id() + "." + content.substring(0, HASH_DIGITS);
    }

    /** This prompt as a question of a source; its promptId does not depend on it. */
    Prompt from(String source) {
        return new Prompt(
                new PoolEntry(entry.question(), entry.answerKind(), entry.split(), Optional.of(source)), facts);
    }

    private static Facts facts(String promptId, PromptRow row) {
        return new Facts(
                promptId,
                row.captions(),
                row.rationale(),
                row.answerKind(),
                row.correctAnswer(),
                row.lengthMultiplier());
    }
}

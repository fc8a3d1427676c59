package dev.factstream.data.publish;

import dev.factstream.schemas.Sha256;
import dev.factstream.schemas.facts.Facts;
import dev.factstream.schemas.rows.PromptRow;
import dev.factstream.schemas.ticket.ImagePayload;
import dev.factstream.schemas.ticket.PoolEntry;
import dev.factstream.schemas.ticket.Question;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
     * Creates the prompt of a row. Its promptId consists of the row's id and a hash of the question, the picture's bytes and
     * the facts, so the content under a promptId never changes.
     *
     * @param folder that the row's image path is relative to
     * @throws IOException if the image cannot be read
     */
    public static Prompt of(PromptRow row, Path folder) throws IOException {
        Optional<ImagePayload> image = Optional.empty();
        if (row.image().isPresent()) {
            image = Optional.of(image(folder.resolve(row.image().get())));
        }
        String content = Sha256.hex(List.of(
                row.question(),
                image.map(ImagePayload::sha256).orElse("-"),
                facts("-", row).hash(),
                row.split()));
        String promptId = row.id() + "." + content.substring(0, HASH_DIGITS);
        Question question = new Question(promptId, row.question(), image);
        return new Prompt(new PoolEntry(question, row.answerKind(), row.split()), facts(promptId, row));
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

    private static ImagePayload image(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        return bytes.length <= ImagePayload.INLINE_LIMIT
                ? ImagePayload.inline(bytes, mediaType(bytes))
                : ImagePayload.reference(file.toAbsolutePath().normalize().toUri(), bytes, mediaType(bytes));
    }

    /** Decides by the first bytes, since file names are unreliable. The actor refuses bytes that are neither PNG nor JPEG. */
    private static String mediaType(byte[] bytes) {
        if (bytes.length > 3 && (bytes[0] & 255) == 0x89 && bytes[1] == 'P' && bytes[2] == 'N' && bytes[3] == 'G') {
            return "image/png";
        }
        boolean jpeg = bytes.length > 2 && (bytes[0] & 255) == 0xFF && (bytes[1] & 255) == 0xD8;
        return jpeg ? "image/jpeg" : "application/octet-stream";
    }
}

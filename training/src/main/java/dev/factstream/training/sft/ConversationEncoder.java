package dev.factstream.training.sft;

import dev.factstream.model.prompt.PromptEncoder;
import dev.factstream.model.tokenizer.Tokenizer;
import dev.factstream.schemas.rows.SftRow;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Encodes a conversation in the prompt template: the first turn exactly as in reinforcement learning, each later turn after
 * the end token of the previous answer. Thread-safe.
 */
final class ConversationEncoder {

    private final PromptEncoder prompts;
    private final Tokenizer tokenizer;

    ConversationEncoder(PromptEncoder prompts, Tokenizer tokenizer) {
        this.prompts = prompts;
        this.tokenizer = tokenizer;
    }

    /** @throws dev.factstream.model.prompt.PromptTooLongException if the first question alone is too long */
    EncodedConversation encode(SftRow row, Optional<float[]> pixels) {
        IntStream.Builder ids = IntStream.builder();
        IntStream.Builder answers = IntStream.builder();
        int length = 0;
        for (int i = 0; i < row.turns().size(); i++) {
            SftRow.Turn turn = row.turns().get(i);
            int[] question = i == 0
                    ? prompts.encode(turn.question(), pixels).ids()
                    : tokenizer.encode("USER: " + turn.question() + " ASSISTANT:");
            int[] answer = prompts.encodeAnswer(turn.answer());
            IntStream.concat(IntStream.of(question), IntStream.of(answer)).forEach(ids);
            length += question.length;
            IntStream.range(length, length + answer.length).forEach(answers);
            length += answer.length;
        }
        return new EncodedConversation(ids.build().toArray(), answers.build().toArray(), pixels);
    }
}

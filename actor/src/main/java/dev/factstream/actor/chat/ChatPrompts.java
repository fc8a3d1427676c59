package dev.factstream.actor.chat;

import dev.factstream.actor.chat.ChatMessage.Role;
import dev.factstream.model.generate.GenerationRequest;
import dev.factstream.model.generate.SamplingOptions;
import dev.factstream.model.image.DecodingLimits;
import dev.factstream.model.image.ImageException;
import dev.factstream.model.image.ImageProcessor;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.model.prompt.EncodedPrompt;
import dev.factstream.model.prompt.PromptDialogue;
import dev.factstream.model.prompt.PromptTooLongException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Encodes conversations as input of the network. Thread-safe. */
final class ChatPrompts {
    /** An upper bound of characters per token; longer texts are rejected without tokenizing them. */
    private static final int CHARACTERS_PER_POSITION = 32;

    private final VisionLanguageModel model;
    private final int positions;
    private final DecodingLimits limits;
    private final int maxTokens;

    ChatPrompts(VisionLanguageModel model, DecodingLimits limits, int maxTokens) {
        this.model = model;
        this.limits = limits;
        this.maxTokens = maxTokens;
        positions = model.config().text().maxPositions();
    }

    /** @throws ChatException if the picture cannot be read, or prompt and answer are too long for the model */
    GenerationRequest encode(ChatRequest request) {
        EncodedPrompt prompt = prompt(request.messages());
        int available = positions - prompt.ids().length;
        int tokens = request.maxTokens().orElse(Math.min(available, maxTokens));
        if (tokens > available) {
            throw tooLong("the prompt has " + prompt.ids().length + " tokens and leaves " + available + " of "
                    + positions + " for the answer, but " + tokens + " were requested");
        }
        return new GenerationRequest(
                prompt,
                new SamplingOptions(request.temperature(), request.topP(), request.topK(), tokens, request.seed()));
    }

    private EncodedPrompt prompt(List<ChatMessage> messages) {
        long characters =
                messages.stream().mapToLong(message -> message.text().length()).sum();
        if (characters > (long) CHARACTERS_PER_POSITION * positions) {
            throw tooLong("the messages have " + characters + " characters, but the model has only " + positions
                    + " positions");
        }
        try {
            return model.promptEncoder(positions - 1).encode(dialogue(messages));
        } catch (PromptTooLongException e) {
            throw tooLong(e.getMessage());
        } catch (IllegalArgumentException e) {
            throw ChatException.invalid("messages", "cannot be encoded: " + e.getMessage());
        }
    }

    private PromptDialogue dialogue(List<ChatMessage> messages) {
        Optional<String> instruction = Optional.empty();
        List<PromptDialogue.Turn> turns = new ArrayList<>();
        Optional<float[]> pixels = Optional.empty();
        int pictured = 0;
        for (int i = 0; i < messages.size(); i++) {
            ChatMessage message = messages.get(i);
            if (message.role() == Role.SYSTEM) {
                instruction = Optional.of(message.text());
            } else if (message.role() == Role.USER) {
                if (message.picture().isPresent()) {
                    pixels = message.picture().map(this::pixels);
                    pictured = turns.size();
                }
                Optional<String> answer = i + 1 < messages.size()
                        ? Optional.of(messages.get(i + 1).text().strip())
                        : Optional.empty();
                turns.add(new PromptDialogue.Turn(message.text(), answer));
            }
        }
        return new PromptDialogue(instruction, turns, pixels, pictured);
    }

    private float[] pixels(byte[] file) {
        ImageProcessor processor = model.imageProcessor()
                .orElseThrow(
                        () -> ChatException.invalid("messages", "contain a picture, but this model reads only text"));
        try {
            return processor.pixels(file, limits);
        } catch (ImageException e) {
            throw ChatException.invalid("messages", "contain a picture that cannot be read: " + e.getMessage());
        }
    }

    private static ChatException tooLong(String message) {
        return ChatException.rejected(400, "context_length_exceeded", message);
    }
}

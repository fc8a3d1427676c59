package dev.factstream.actor.chat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.factstream.actor.chat.ChatMessage.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the messages of a request and checks the order of their roles. */
final class MessageReader {
    private static final int MAX_MESSAGES = 64;
    private static final int MAX_PARTS = 16;

    private MessageReader() {}

    static List<ChatMessage> read(JsonNode messages) {
        if (!messages.isArray() || messages.isEmpty() || messages.size() > MAX_MESSAGES) {
            throw ChatException.invalid("messages", "must be an array of 1 to " + MAX_MESSAGES + " messages");
        }
        List<ChatMessage> read = new ArrayList<>();
        for (JsonNode message : messages) {
            read.add(message(new JsonFields(message, "messages[" + read.size() + "]")));
        }
        checkTurns(read);
        if (read.stream().filter(message -> message.picture().isPresent()).count() > 1) {
            throw ChatException.invalid("messages", "contain more than one picture; this policy reads one");
        }
        return read;
    }

    /** An assistant's turn may be empty or null: a policy may answer nothing, and its client sends the turn back. */
    private static ChatMessage message(JsonFields fields) {
        Role role = switch (fields.text("role")) {
            case "system", "developer" -> Role.SYSTEM;
            case "user" -> Role.USER;
            case "assistant" -> Role.ASSISTANT;
            default -> throw ChatException.invalid(fields.name("role"), "must be system, developer, user or assistant");
        };
        if (role == Role.ASSISTANT && fields.get("content").isEmpty()) {
            return new ChatMessage(role, "", Optional.empty());
        }
        JsonNode content = fields.required("content");
        ChatMessage message = content.isArray()
                ? parts(role, content, fields.name("content"))
                : new ChatMessage(role, JsonFields.text(content, fields.name("content")), Optional.empty());
        if (role != Role.ASSISTANT && message.text().isBlank()) {
            throw ChatException.invalid(fields.name("content"), "has no text");
        }
        return message;
    }

    /** Joins texts with line feeds; the picture precedes the question wherever its part is. */
    private static ChatMessage parts(Role role, JsonNode content, String name) {
        if (content.size() > MAX_PARTS) {
            throw ChatException.invalid(name, "has more than " + MAX_PARTS + " parts");
        }
        List<String> texts = new ArrayList<>();
        Optional<byte[]> picture = Optional.empty();
        for (int i = 0; i < content.size(); i++) {
            JsonFields part = new JsonFields(content.get(i), name + "[" + i + "]");
            switch (part.text("type")) {
                case "text" -> texts.add(part.text("text"));
                case "image_url" -> {
                    if (role != Role.USER || picture.isPresent()) {
                        throw ChatException.invalid(part.name("type"), "may be image_url only once, in a user message");
                    }
                    JsonFields image = new JsonFields(part.required("image_url"), part.name("image_url"));
                    picture = Optional.of(ImageDataUrl.bytes(image.text("url"), image.name("url")));
                }
                default -> throw ChatException.invalid(part.name("type"), "must be text or image_url");
            }
        }
        return new ChatMessage(role, String.join("\n", texts), picture);
    }

    private static void checkTurns(List<ChatMessage> messages) {
        int first = messages.get(0).role() == Role.SYSTEM ? 1 : 0;
        for (int i = first; i < messages.size(); i++) {
            if (messages.get(i).role() != ((i - first) % 2 == 0 ? Role.USER : Role.ASSISTANT)) {
                throw ChatException.invalid(
                        "messages[" + i + "].role",
                        "is out of order: user and assistant must alternate, after an optional system message");
            }
        }
        if (messages.get(messages.size() - 1).role() != Role.USER) {
            throw ChatException.invalid("messages", "must end with a user message");
        }
    }
}

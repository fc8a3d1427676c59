package dev.factstream.data.imports;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The {@code conversations} of a row: {@code [{"from": "human"|"gpt", "value": text}]}, a human first, then alternating. The
 * marker {@code <image>} is removed from the first question, wherever it stands in it, as in LLaVA.
 *
 * @param questions at least one
 * @param answers one for each question, or none for the last question; the last may be blank
 */
record LlavaDialogue(List<String> questions, List<String> answers) {
    private static final String MARKER = "<image>";

    /**
     * Parses the dialogue of a row.
     *
     * @param hasPicture whether the row names a picture
     * @throws IllegalArgumentException if it is not such a dialogue, or text and picture contradict each other
     */
    static LlavaDialogue of(JsonNode row, boolean hasPicture) {
        JsonNode values = row.path("conversations");
        if (!values.isArray() || values.isEmpty()) {
            throw new IllegalArgumentException("'conversations' is missing or empty");
        }
        List<String> questions = new ArrayList<>();
        List<String> answers = new ArrayList<>();
        for (JsonNode value : values) {
            boolean human = questions.size() == answers.size();
            String text = text(human ? "human" : "gpt", value);
            if (questions.isEmpty()) {
                text = withoutMarker(text, hasPicture);
            } else if (text.contains(MARKER)) {
                throw new IllegalArgumentException("'conversations' has <image> after the first question");
            }
            if (human && text.isBlank()) {
                throw new IllegalArgumentException("'conversations' has a blank question");
            }
            (human ? questions : answers).add(text);
        }
        return new LlavaDialogue(List.copyOf(questions), List.copyOf(answers));
    }

    /** Returns the answer to the first question; empty if it is missing or blank. */
    Optional<String> firstAnswer() {
        return answers.stream().findFirst().filter(answer -> !answer.isBlank());
    }

    /** Returns everything up to the last question, with earlier turns in the words of the prompt template. */
    String upToLastQuestion() {
        StringBuilder text = new StringBuilder(questions.get(0));
        for (int i = 1; i < questions.size(); i++) {
            text.append(" ASSISTANT: ")
                    .append(answers.get(i - 1))
                    .append(" USER: ")
                    .append(questions.get(i));
        }
        return text.toString();
    }

    private static String text(String speaker, JsonNode value) {
        if (!value.path("from").asText().equals(speaker)) {
            throw new IllegalArgumentException(
                    "'conversations' must begin with human and alternate between human and gpt");
        }
        if (!value.path("value").isTextual()) {
            throw new IllegalArgumentException("'conversations' has a turn whose 'value' is not text");
        }
        return value.path("value").textValue();
    }

    private static String withoutMarker(String question, boolean hasPicture) {
        int first = question.indexOf(MARKER);
        if (first >= 0 && !hasPicture) {
            throw new IllegalArgumentException("the question has <image>, but the row names no image");
        }
        if (first != question.lastIndexOf(MARKER)) {
            throw new IllegalArgumentException("the question has more than one <image>");
        }
        return first < 0 ? question : question.replace(MARKER, "").strip();
    }
}

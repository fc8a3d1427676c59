package dev.factstream.model.reward;

import dev.factstream.model.checkpoint.ModelFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The judging turn: follows an answer and asks for its rating; the reward is computed at its last token. A template with one
 * slot {@code {facts}} shows facts about the image, a template without it shows none. The slots {@code {question}} and
 * {@code {answer}} repeat these texts after the facts: a small model compares better with text that it has already read. Other
 * braces are plain text.
 *
 * @param text without trailing white space, which an editor may add and a tokenizer would encode
 */
public record JudgingTemplate(String text) {

    private static final String FACTS_SLOT = "{facts}";
    private static final Pattern SLOT = Pattern.compile("\\{(facts|question|answer)}");
    private static final String FACTS = "\nThe answer must be supported by these facts:";

    /** @throws ModelFormatException for an empty text or a second slot for facts */
    public JudgingTemplate {
        text = text.stripTrailing();
        if (text.isBlank() || text.indexOf(FACTS_SLOT) != text.lastIndexOf(FACTS_SLOT)) {
            throw new ModelFormatException(
                    "a judging template needs text with at most one " + FACTS_SLOT + ", found: '" + text + "'");
        }
    }

    /** @throws ModelFormatException naming the missing or invalid file */
    public static JudgingTemplate load(Path file) {
        try {
            return new JudgingTemplate(Files.readString(file));
        } catch (IOException | ModelFormatException e) {
            throw new ModelFormatException(file + ": cannot read the judging template: " + e.getMessage(), e);
        }
    }

    /** Returns the project's standard template, with or without facts; the two differ only in the slot. */
    public static JudgingTemplate standard(boolean facts) {
        String name = facts ? "judging_with_facts.txt" : "judging_plain.txt";
        try (InputStream in = JudgingTemplate.class.getResourceAsStream(name)) {
            return new JudgingTemplate(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the template shows facts. */
    public boolean readsFacts() {
        return text.contains(FACTS_SLOT);
    }

    /**
     * Renders the turn for one answer. Inserted texts are never interpreted as slots.
     *
     * @param facts shown on one line each, in this order; omitted if empty or if the template shows none
     */
    public String render(String question, String answer, List<String> facts) {
        return SLOT.matcher(text)
                .replaceAll(slot -> Matcher.quoteReplacement(
                        switch (slot.group(1)) {
                            case "facts" -> shown(facts);
                            case "question" -> oneLine(question);
                            default -> oneLine(answer);
                        }));
    }

    private static String shown(List<String> facts) {
        return facts.isEmpty()
                ? ""
                : facts.stream().map(fact -> "\n- " + oneLine(fact)).collect(Collectors.joining("", FACTS, "\n"));
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }

    /** SHA-256 of the text, 64 hexadecimal digits. */
    public String hash() {
        return Sha256Hex.sha256(text.getBytes(StandardCharsets.UTF_8));
    }
}

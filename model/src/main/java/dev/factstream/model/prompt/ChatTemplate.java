package dev.factstream.model.prompt;

import com.fasterxml.jackson.databind.JsonNode;
import dev.factstream.model.checkpoint.ConfigNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The chat template of a model folder. It is not rendered: prompts have the layout of LLaVA-1.5. A template of another layout is
 * worth a warning, since the model has probably been trained with it.
 */
public final class ChatTemplate {

    private ChatTemplate() {}

    /**
     * Returns the name of the file with the model's chat template, if the template is not that of LLaVA-1.5.
     *
     * @return empty for the same layout, and without a template
     */
    public static Optional<String> otherLayout(Path folder) {
        for (String file : new String[] {"chat_template.jinja", "chat_template.json", "tokenizer_config.json"}) {
            Optional<String> template = read(folder.resolve(file));
            if (template.isPresent()) { // transformers takes the first of these files
                return sameLayout(template.get()) ? Optional.empty() : Optional.of(file);
            }
        }
        return Optional.empty();
    }

    private static Optional<String> read(Path file) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        if (file.toString().endsWith(".jinja")) {
            try {
                return Optional.of(Files.readString(file));
            } catch (IOException e) {
                throw new UncheckedIOException(file + ": cannot be read", e);
            }
        }
        JsonNode template = ConfigNode.read(file).raw("chat_template");
        if (template.isArray()) { // several by name, "default" among them
            for (JsonNode named : template) {
                if (named.path("name").asText().equals("default")) {
                    return Optional.of(named.path("template").asText());
                }
            }
        }
        return template.isTextual() ? Optional.of(template.asText()) : Optional.empty();
    }

    /** Templates of LLaVA-1.5 spell the first role, or write the role of a message in capitals. */
    private static boolean sameLayout(String template) {
        boolean user =
                template.contains("USER:") || template.contains(".upper()") || template.matches("(?s).*\\|\\s*upper.*");
        return user && template.contains("ASSISTANT:");
    }
}

package dev.factstream.evaluation.benchmark.mmbench;

import dev.factstream.evaluation.benchmark.file.SlotTemplate;
import dev.factstream.schemas.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The prompt with which a judge matches a reply to an option.
 *
 * @param template slots: question, options, reply
 * @param chinese the same for questions with a Chinese character; {@code template} is used if it is empty
 */
public record JudgePrompt(SlotTemplate template, Optional<SlotTemplate> chinese) {
    private static final int SLOTS = 3;
    private static final Pattern CHINESE = Pattern.compile("[\\u4e00-\\u9fff]");

    /** Reads the templates. */
    public static JudgePrompt read(Path template, Optional<Path> chinese) throws IOException {
        return new JudgePrompt(
                SlotTemplate.read(template, SLOTS),
                chinese.isPresent() ? Optional.of(SlotTemplate.read(chinese.get(), SLOTS)) : Optional.empty());
    }

    String render(MmbenchRow row) {
        StringBuilder options = new StringBuilder("There are several options: \n");
        row.options().forEach((letter, text) -> options.append(letter + ". " + text + "\n"));
        SlotTemplate chosen = CHINESE.matcher(row.question()).find() ? chinese.orElse(template) : template;
        return chosen.fill(row.question(), options.toString(), row.prediction());
    }

    String sha256(MmbenchRow row) {
        return Sha256.hex(render(row).getBytes(StandardCharsets.UTF_8));
    }
}

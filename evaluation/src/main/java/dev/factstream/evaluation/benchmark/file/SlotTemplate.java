package dev.factstream.evaluation.benchmark.file;

import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.failure.UserFacingException;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A text with slots <code>{}</code>, which are filled in order. Braces in a value are no slots. Immutable.
 *
 * @param text as in the file, with its line breaks
 */
public record SlotTemplate(String text) {
    private static final String SLOT = "{}";

    /** Reads a template. @throws UserFacingException if it does not have that many slots */
    public static SlotTemplate read(Path file, int slots) throws IOException {
        SlotTemplate template = new SlotTemplate(InputText.read(file));
        int found = (template.text.length() - template.text.replace(SLOT, "").length()) / SLOT.length();
        if (found != slots) {
            throw new UserFacingException(
                    ExitCode.BAD_DATA, file + " has " + found + " slots {}; the template must have " + slots);
        }
        return template;
    }

    /** Returns the text with a value in each slot. */
    public String fill(String... values) {
        StringBuilder filled = new StringBuilder();
        int begin = 0;
        for (String value : values) {
            int slot = text.indexOf(SLOT, begin);
            filled.append(text, begin, slot).append(value);
            begin = slot + SLOT.length();
        }
        return filled.append(text.substring(begin)).toString();
    }
}

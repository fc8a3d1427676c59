package dev.factstream.training.sft;

import dev.factstream.model.reward.JudgingTemplate;
import dev.factstream.model.reward.Verdict;
import dev.factstream.schemas.rows.CheckRow;
import dev.factstream.schemas.rows.CheckRows;
import dev.factstream.schemas.rows.SftRow;
import dev.factstream.schemas.rows.SftRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The texts that a tokenizer is trained on: conversations, checks and the judging turns, regardless of which model is trained
 * first, since policy and reward model share the tokenizer.
 *
 * @param texts in any order
 */
public record TokenizerTexts(List<String> texts) {

    /** Few enough not to displace the words of the data, enough to be learned if the vocabulary has room. */
    private static final int JUDGING_TURNS = 2;

    public TokenizerTexts {
        texts = List.copyOf(texts);
    }

    /**
     * All texts in the files of {@code data}.
     *
     * @param template a custom judging turn; the standard ones are included too
     */
    public static TokenizerTexts of(Path data, JudgingTemplate template) throws IOException {
        Path conversations = data.resolve(SftRows.FILE);
        Path checks = data.resolve(CheckRows.FILE);
        return of(
                Files.isRegularFile(conversations) ? SftRows.read(conversations) : List.of(),
                Files.isRegularFile(checks) ? CheckRows.read(checks) : List.of(),
                template);
    }

    /** The texts of conversations only. */
    public static TokenizerTexts of(List<SftRow> conversations) {
        return of(conversations, List.of(), JudgingTemplate.standard(true));
    }

    private static TokenizerTexts of(List<SftRow> conversations, List<CheckRow> checks, JudgingTemplate template) {
        List<String> texts = new ArrayList<>();
        for (SftRow row : conversations) {
            row.turns().forEach(turn -> texts.add(questionAndAnswer(turn.question(), turn.answer())));
        }
        for (CheckRow row : checks) {
            texts.add(questionAndAnswer(row.question(), row.answer()));
            texts.add(template.render(row.question(), row.answer(), row.captions()) + " "
                    + Verdict.of(row.supported()).text());
        }
        for (JudgingTemplate turn :
                List.of(template, JudgingTemplate.standard(true), JudgingTemplate.standard(false))) {
            for (Verdict verdict : Verdict.values()) {
                for (int i = 0; i < JUDGING_TURNS; i++) {
                    texts.add(turn.render("", "", List.of("-")) + " " + verdict.text());
                }
            }
        }
        return new TokenizerTexts(texts);
    }

    private static String questionAndAnswer(String question, String answer) {
        return "USER: " + question + " ASSISTANT: " + answer;
    }
}

package dev.factstream.evaluation.benchmark.llavabench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.factstream.evaluation.benchmark.file.JsonFile;
import dev.factstream.evaluation.benchmark.file.JsonRow;
import dev.factstream.evaluation.benchmark.file.JudgeMessage;
import dev.factstream.evaluation.benchmark.python.PythonNumber;
import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.failure.UserFacingException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** Writes the user messages that a judge of LLaVA-Bench gets, byte for byte those of LLaVA's scripts. Stateless. */
public final class LlavaBenchMessages {
    private static final String IN_THE_WILD = "llava_bench_";

    private LlavaBenchMessages() {}

    /**
     * Writes a message for each question.
     *
     * @param context captions of each picture; a file with {@code captions} is of the COCO questions, one with {@code caption} of those in
     *     the wild
     * @param rule the judge's instructions by category
     * @param reference answers that are compared with, in the order of the questions
     * @param answers of the model, in the same order
     */
    public static List<JudgeMessage> of(Path questions, Path context, Path rule, Path reference, Path answers)
            throws IOException {
        List<JsonRow> asked = JsonFile.readLines(questions);
        List<JsonRow> references = sameQuestions(asked, JsonFile.readLines(reference));
        List<JsonRow> candidates = sameQuestions(asked, JsonFile.readLines(answers));
        Map<String, JsonRow> contexts = new HashMap<>();
        JsonFile.readLines(context).forEach(row -> contexts.put(row.text("image"), row));
        JsonNode rules = JsonFile.read(rule);
        List<JudgeMessage> messages = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            JsonRow question = asked.get(i);
            JsonRow picture = contexts.get(question.text("image"));
            if (picture == null) {
                throw question.problem(context + " has no row for the image " + question.text("image"));
            }
            String category = (picture.value().has("captions") ? "" : IN_THE_WILD) + question.text("category");
            JsonNode instructions = rules.path(category);
            if (!instructions.path("prompt").isTextual()
                    || !instructions.path("role").isTextual()) {
                throw question.problem(rule + " has no instructions for the category " + category);
            }
            messages.add(new JudgeMessage(
                    question.integer("question_id"),
                    message(
                            contextOf(picture),
                            question.text("text"),
                            instructions,
                            references.get(i).text("text"),
                            candidates.get(i).text("text"))));
        }
        return messages;
    }

    private static List<JsonRow> sameQuestions(List<JsonRow> asked, List<JsonRow> answers) {
        for (int i = 0; i < Math.min(asked.size(), answers.size()); i++) {
            long id = answers.get(i).integer("question_id");
            if (id != asked.get(i).integer("question_id")) {
                throw answers.get(i)
                        .problem("answers question_id " + id + ", but "
                                + asked.get(i).file() + ", row " + (i + 1) + ", is question_id "
                                + asked.get(i).integer("question_id"));
            }
        }
        if (asked.size() != answers.size()) {
            throw new UserFacingException(
                    ExitCode.BAD_DATA,
                    answers.get(0).file() + " has " + answers.size() + " answers to the " + asked.size()
                            + " questions of " + asked.get(0).file());
        }
        return answers;
    }

    private static String message(
            String context, String question, JsonNode instructions, String reference, String answer) {
        String role = instructions.path("role").textValue();
        return "[Context]\n" + context + "\n\n[Question]\n" + question + "\n\n" + answer(role + " 1", reference)
                + answer(role + " 2", answer) + "[System]\n"
                + instructions.path("prompt").textValue() + "\n\n";
    }

    private static String answer(String who, String text) {
        return "[" + who + "]\n" + text + "\n\n[End of " + who + "]\n\n";
    }

    private static String contextOf(JsonRow picture) {
        JsonNode captions = picture.value().path("captions");
        if (captions.isMissingNode()) {
            JsonNode caption = picture.value().path("caption");
            return caption.isArray() ? joined(caption) : picture.text("caption");
        }
        StringJoiner boxes = new StringJoiner("\n");
        for (JsonNode instance : picture.value().path("instances")) {
            StringJoiner box = new StringJoiner(", ", "[", "]");
            instance.path("bbox").forEach(number -> box.add(number(number)));
            boxes.add(instance.path("category").asText() + ": " + box);
        }
        return joined(captions) + "\n\n" + boxes;
    }

    private static String joined(JsonNode captions) {
        StringJoiner lines = new StringJoiner("\n");
        captions.forEach(caption -> lines.add(caption.asText()));
        return lines.toString();
    }

    private static String number(JsonNode number) {
        return number.isIntegralNumber() ? number.asText() : PythonNumber.repr(number.doubleValue());
    }
}

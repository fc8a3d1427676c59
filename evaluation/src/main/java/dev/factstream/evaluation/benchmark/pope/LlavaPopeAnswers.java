package dev.factstream.evaluation.benchmark.pope;

import dev.factstream.evaluation.benchmark.file.JsonFile;
import dev.factstream.evaluation.benchmark.file.JsonRow;
import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.failure.UserFacingException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The answers in a file of LLaVA's layout, by category, in the order of the file. Immutable. */
final class LlavaPopeAnswers {
    /** LLaVA numbers the questions of a category from a multiple of this number. */
    private static final long BLOCK = 10_000_000;

    private static final List<String> CATEGORIES = List.of("adversarial", "random", "popular");

    private final Path file;
    private final Map<Long, JsonRow> questions;
    private final Map<String, List<PopeReply>> byCategory;

    private LlavaPopeAnswers(Path file, Map<Long, JsonRow> questions, Map<String, List<PopeReply>> byCategory) {
        this.file = file;
        this.questions = questions;
        this.byCategory = byCategory;
    }

    /**
     * Reads an answer file.
     *
     * @param categories the categories that have labels
     */
    static LlavaPopeAnswers read(Path file, Optional<Path> questionFile, Set<String> categories, boolean asOfficial)
            throws IOException {
        Map<Long, JsonRow> questions = new HashMap<>();
        if (questionFile.isPresent()) {
            JsonFile.readLines(questionFile.get()).forEach(row -> questions.put(row.integer("question_id"), row));
        }
        Map<String, List<PopeReply>> replies = new LinkedHashMap<>();
        Map<Long, JsonRow> seen = new HashMap<>();
        for (JsonRow row : JsonFile.readLines(file)) {
            JsonRow earlier = seen.put(row.integer("question_id"), row);
            if (earlier != null && !asOfficial) {
                throw row.problem("question_id " + row.integer("question_id") + " was answered before, in row "
                        + earlier.number() + "; --as-official counts both, as the official script");
            }
            String category = category(row, questionFile, questions, categories);
            if (!categories.contains(category) && !asOfficial) {
                throw row.problem("answers a question of the category " + category
                        + ", of which no label file is given; the label files are of " + String.join(", ", categories));
            }
            replies.computeIfAbsent(category, name -> new ArrayList<>())
                    .add(new PopeReply(row, row.optionalText("prompt"), row.text("text")));
        }
        return new LlavaPopeAnswers(file, questions, replies);
    }

    private static String category(
            JsonRow row, Optional<Path> questionFile, Map<Long, JsonRow> questions, Set<String> categories) {
        long id = row.integer("question_id");
        if (questionFile.isPresent()) {
            JsonRow question = questions.get(id);
            if (question == null) {
                throw row.problem("question_id " + id + " is not in " + questionFile.get());
            }
            return question.text("category");
        }
        if (id < 0 || id >= BLOCK * CATEGORIES.size()) {
            throw row.problem(
                    "question_id " + id + " is not in LLaVA's numbering; give the question file with --questions");
        }
        return categories.size() == 1 && id < BLOCK ? categories.iterator().next() : CATEGORIES.get((int) (id / BLOCK));
    }

    /** Returns the answers of a category. @throws UserFacingException if there is none, with which the official script cannot go on */
    List<PopeReply> of(String category) {
        List<PopeReply> replies = byCategory.get(category);
        if (replies == null) {
            throw new UserFacingException(ExitCode.BAD_DATA, file + " has no answer of the category " + category);
        }
        return replies;
    }

    /** Refuses answers that are not in the order of the labels. */
    void check(Map<String, List<PopeLabel>> labels) {
        labels.forEach((category, questionsOfCategory) -> {
            List<PopeReply> replies = of(category);
            PairCheck.sameQuestions(questionsOfCategory, replies);
            for (int i = 0; i < replies.size(); i++) {
                checkRow(questionsOfCategory.get(i), replies.get(i));
            }
        });
    }

    private void checkRow(PopeLabel label, PopeReply reply) {
        long id = reply.row().integer("question_id");
        JsonRow question = questions.get(id);
        if (question == null) {
            PairCheck.sameRow(label, reply, id % BLOCK == label.questionId(), "question_id " + id);
        } else {
            PopeReply asked = new PopeReply(reply.row(), Optional.of(question.text("text")), "");
            boolean same = question.text("image").equals(label.image()) && asked.answers(label);
            PairCheck.sameRow(label, reply, same, "question_id " + id + " on " + question.text("image"));
        }
    }
}

package dev.factstream.picturebook.judge;

import dev.factstream.picturebook.questions.OpenQuestions;
import dev.factstream.picturebook.questions.QuestionType;
import dev.factstream.picturebook.questions.SceneQuestion;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Writes evasive answers to open questions: true, and less informative than the answer that the generator knows. There are three
 * forms: the beginning of that answer, a hedge, and the true answer to another question about the same picture. Thread-safe.
 */
public final class EvasiveAnswerGenerator {
    private final OpenQuestions questions;

    public EvasiveAnswerGenerator(OpenQuestions questions) {
        this.questions = questions;
    }

    /** Returns an evasive answer in one of the forms that the question allows, each equally likely; empty if it allows none. */
    public Optional<String> evade(VerifiableQuestion question, Random random) {
        if (question.type().isEmpty()) {
            return Optional.empty();
        }
        List<String> forms = new ArrayList<>();
        beginning(question, random).ifPresent(forms::add);
        question.answers().hedge().ifPresent(forms::add);
        besides(question, random).ifPresent(forms::add);
        forms.removeIf(answer -> !evades(question, answer));
        return forms.isEmpty() ? Optional.empty() : Optional.of(forms.get(random.nextInt(forms.size())));
    }

    /** Returns whether an answer is true and less informative than the true answer of the generator. */
    private static boolean evades(VerifiableQuestion question, String answer) {
        AnswerJudgement judged = question.judge(answer);
        return !judged.hallucinated()
                && judged.informativeness()
                        < question.judge(question.answers().truth()).informativeness();
    }

    private static Optional<String> beginning(VerifiableQuestion question, Random random) {
        String[] sentences = question.answers().truth().split("(?<=\\.) ");
        if (sentences.length < 2) {
            return Optional.empty();
        }
        int kept = 1 + random.nextInt(sentences.length - 1);
        return Optional.of(String.join(" ", List.of(sentences).subList(0, kept)));
    }

    /** Returns the answer to a question of another type; a description says too much to evade a question. */
    private Optional<String> besides(VerifiableQuestion question, Random random) {
        List<QuestionType> others = new ArrayList<>(EnumSet.complementOf(
                EnumSet.of(QuestionType.HOLISTIC, question.type().orElseThrow())));
        Collections.shuffle(others, random);
        return others.stream()
                .flatMap(type -> questions.ask(type, question.scene(), random).stream())
                .map(SceneQuestion::answers)
                .map(answers -> answers.truth())
                .filter(answer -> evades(question, answer))
                .findFirst();
    }
}

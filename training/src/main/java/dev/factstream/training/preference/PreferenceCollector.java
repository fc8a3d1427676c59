package dev.factstream.training.preference;

import ai.djl.Device;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.picturebook.PictureBook;
import dev.factstream.picturebook.PictureBookOptions;
import dev.factstream.picturebook.judge.SimulatedAnnotator;
import dev.factstream.picturebook.judge.SimulatedAnnotator.Preference;
import dev.factstream.picturebook.judge.VerifiableQuestion;
import dev.factstream.picturebook.questions.QuestionMix;
import dev.factstream.picturebook.rows.CheckDials;
import dev.factstream.picturebook.rows.SftDials;
import dev.factstream.schemas.rows.PreferenceRow;
import dev.factstream.schemas.rows.PreferenceRows;
import dev.factstream.schemas.seeds.SplitMixSeeds;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Asks a policy one question about each picture, in LLaVA-RLHF's mix, samples two answers, lets the annotator prefer one, and writes
 * the pairs with their pictures. Equal options on the same machine give an equal file.
 */
public final class PreferenceCollector {

    private static final int QUESTIONS_PER_ROUND = 128;

    /** Ends the collection if a policy rarely gives two different answers. */
    private static final int MOST_QUESTIONS_PER_PAIR = 40;

    private static final double EVASIVE_DRAWS = 2;

    /** Where the answers of a pair come from: the policy, or the picture book. */
    private enum AnswerOrigin {
        POLICY,
        TRUE_AND_FALSE,
        TRUE_AND_EVASIVE
    }

    private final PreferenceOptions options;
    private final PictureBook book;
    private final SimulatedAnnotator annotator;
    private final BufferedWriter file;
    private int pairs;
    private int written;
    private int evasive;
    private int byHallucination;
    private int identical;
    private int ties;
    private int unfinished;

    private PreferenceCollector(PreferenceOptions options, BufferedWriter file) {
        this.options = options;
        this.file = file;
        annotator = new SimulatedAnnotator(options.noise());
        book = new PictureBook(new PictureBookOptions(
                options.world(),
                Integer.MAX_VALUE,
                options.seed(),
                options.split(),
                1,
                QuestionMix.PAPER,
                SftDials.DEFAULT,
                CheckDials.DEFAULT));
    }

    /**
     * Collects and writes {@code preferences.jsonl} and {@code images/}.
     *
     * @param progress receives one line per round
     * @throws IllegalArgumentException if the policy's answers rarely differ
     */
    public static PreferenceCounts run(PreferenceOptions options, PrintStream progress) throws IOException {
        Files.createDirectories(options.out().resolve("images"));
        try (VisionLanguageModel model = VisionLanguageModel.load(options.policy(), Device.cpu());
                AnswerSampler sampler =
                        new AnswerSampler(model, options.adapter(), options.temperature(), options.seed());
                BufferedWriter file = Files.newBufferedWriter(options.out().resolve(PreferenceRows.FILE))) {
            return new PreferenceCollector(options, file).collect(sampler, progress);
        }
    }

    private PreferenceCounts collect(AnswerSampler sampler, PrintStream progress) throws IOException {
        long start = System.nanoTime();
        for (long firstIndex = 0; pairs < options.count(); firstIndex += QUESTIONS_PER_ROUND) {
            if (counts().asked() > (long) MOST_QUESTIONS_PER_PAIR * (pairs + QUESTIONS_PER_ROUND)) {
                throw new IllegalArgumentException("the policy's two answers rarely differ in quality: " + counts()
                        + "; raise the temperature or use another policy");
            }
            collectRound(sampler, firstIndex);
            double left = (System.nanoTime() - start) / 1e9 / Math.max(1, pairs) * (options.count() - pairs);
            progress.println(pairs + " of " + options.count() + " pairs, " + Math.round(left) + " s left");
        }
        return counts();
    }

    private void collectRound(AnswerSampler sampler, long firstIndex) throws IOException {
        List<VerifiableQuestion> questions = new ArrayList<>();
        for (long index = firstIndex; index < firstIndex + QUESTIONS_PER_ROUND; index++) {
            questions.add(book.questions(index).get(0));
        }
        Iterator<Optional<List<String>>> sampled = sampler.sample(questions.stream()
                        .filter(question -> origin(question) == AnswerOrigin.POLICY)
                        .toList())
                .iterator();
        for (VerifiableQuestion question : questions) {
            AnswerOrigin origin = origin(question);
            Optional<List<String>> answers =
                    origin == AnswerOrigin.POLICY ? sampled.next() : Optional.of(writtenAnswers(question, origin));
            if (pairs == options.count()) {
                return;
            } else if (answers.isEmpty()) {
                unfinished++;
            } else if (isWanted(origin)) {
                add(question, answers.get().get(0), answers.get().get(1), origin);
            }
        }
    }

    private AnswerOrigin origin(VerifiableQuestion question) {
        double drawn = random(question, 0).nextDouble();
        if (drawn < options.writtenShare()) {
            return AnswerOrigin.TRUE_AND_FALSE;
        }
        // only open questions can be evaded, so more of them must be
        return drawn < options.writtenShare() + EVASIVE_DRAWS * options.evasiveShare()
                        && evasiveAnswer(question).isPresent()
                ? AnswerOrigin.TRUE_AND_EVASIVE
                : AnswerOrigin.POLICY;
    }

    /** Skips written pairs in proportion to skipped sampled ones, because the shares are of the pairs. */
    private boolean isWanted(AnswerOrigin origin) {
        return switch (origin) {
            case POLICY -> true;
            case TRUE_AND_FALSE -> written + 1 <= options.writtenShare() * (pairs + 1);
            case TRUE_AND_EVASIVE -> evasive + 1 <= options.evasiveShare() * (pairs + 1);
        };
    }

    private List<String> writtenAnswers(VerifiableQuestion question, AnswerOrigin origin) {
        List<String> answers = new ArrayList<>();
        answers.add(question.row().referenceAnswer().orElseThrow());
        answers.add(
                origin == AnswerOrigin.TRUE_AND_FALSE
                        ? question.falseAnswer()
                        : evasiveAnswer(question).orElseThrow());
        Collections.shuffle(answers, random(question, 2));
        return answers;
    }

    private Optional<String> evasiveAnswer(VerifiableQuestion question) {
        return book.evasiveAnswer(question, random(question, 3));
    }

    private void add(VerifiableQuestion question, String one, String two, AnswerOrigin origin) throws IOException {
        if (one.equals(two)) {
            identical++;
            return;
        }
        Optional<Preference> preference = annotator.prefer(question, one, two, random(question, 1));
        if (preference.isEmpty()) {
            ties++;
            return;
        }
        write(question, one, two, preference.get(), origin != AnswerOrigin.POLICY);
        pairs++;
        written += origin == AnswerOrigin.TRUE_AND_FALSE ? 1 : 0;
        evasive += origin == AnswerOrigin.TRUE_AND_EVASIVE ? 1 : 0;
        byHallucination += preference.get().hallucination() ? 1 : 0;
    }

    private void write(
            VerifiableQuestion question, String one, String two, Preference preference, boolean hasWrittenAnswers)
            throws IOException {
        String image = question.row().image().orElseThrow();
        Path picture = options.out().resolve(image);
        Files.write(picture, question.png());
        file.write(PreferenceRows.line(new PreferenceRow(
                question.row().id() + "-pair",
                Optional.of(image),
                question.row().question(),
                one,
                two,
                preference.preferred(),
                preference.cleanPreferred(),
                preference.hallucination(),
                hasWrittenAnswers,
                question.row().captions(),
                question.row().rationale(),
                question.row().answerKind())));
        file.newLine();
    }

    private Random random(VerifiableQuestion question, int purpose) {
        return new Random(
                SplitMixSeeds.derive(options.seed(), question.row().id().hashCode(), purpose));
    }

    private PreferenceCounts counts() {
        return new PreferenceCounts(pairs, written, evasive, byHallucination, identical, ties, unfinished);
    }
}

package dev.factstream.picturebook;

import dev.factstream.picturebook.drawing.SceneRenderer;
import dev.factstream.picturebook.judge.EvasiveAnswerGenerator;
import dev.factstream.picturebook.judge.VerifiableQuestion;
import dev.factstream.picturebook.language.SceneCaptions;
import dev.factstream.picturebook.language.WorldVocabulary;
import dev.factstream.picturebook.questions.QuestionGenerator;
import dev.factstream.picturebook.questions.QuestionType;
import dev.factstream.picturebook.questions.SceneQuestion;
import dev.factstream.picturebook.rows.CaptionConversationGenerator;
import dev.factstream.picturebook.rows.CheckGenerator;
import dev.factstream.picturebook.rows.ConversationGenerator;
import dev.factstream.picturebook.rows.ListedThingsGenerator;
import dev.factstream.picturebook.rows.RepetitionGenerator;
import dev.factstream.picturebook.rows.TextOnlyScenes;
import dev.factstream.picturebook.world.Scene;
import dev.factstream.picturebook.world.SceneGenerator;
import dev.factstream.picturebook.world.SeedMixer;
import dev.factstream.schemas.rows.CheckRow;
import dev.factstream.schemas.rows.PromptRow;
import dev.factstream.schemas.rows.SftRow;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A picture book: numbered pictures of one world, with texts about them. The same options give the same pages, in whatever
 * order they are requested. Thread-safe.
 */
public final class PictureBook {
    /** The number of scenes after which new words are rare. */
    private static final int SAMPLE = 200;

    private final PictureBookOptions options;
    private final SceneGenerator scenes;
    private final SceneRenderer painter;
    private final QuestionGenerator questioner;
    private final EvasiveAnswerGenerator evasions;
    private final ConversationGenerator conversations;
    private final CheckGenerator checks;
    private final CaptionConversationGenerator readings;
    private final RepetitionGenerator repeats;
    private final ListedThingsGenerator statements;

    public PictureBook(PictureBookOptions options) {
        this.options = options;
        scenes = new SceneGenerator(options.world());
        painter = new SceneRenderer(options.world());
        questioner = new QuestionGenerator(options.world(), scenes.catalogue());
        evasions = new EvasiveAnswerGenerator(questioner.open());
        conversations = new ConversationGenerator(questioner, options.sft());
        TextOnlyScenes told = new TextOnlyScenes(options.world(), options.reading());
        checks = new CheckGenerator(questioner, options.checks(), told);
        readings = new CaptionConversationGenerator(questioner, checks, options.sft(), told, options.reading());
        statements = new ListedThingsGenerator(options.world(), options.reading());
        double perPicture = options.reading().repeats();
        repeats = new RepetitionGenerator(perPicture > 0 ? vocabulary() : List.of(), perPicture);
    }

    /** Returns the words of the world and of the texts about its first scenes, even if the book has fewer scenes. */
    private List<String> vocabulary() {
        Stream<String> said = LongStream.range(0, SAMPLE)
                .mapToObj(this::scene)
                .flatMap(scene -> Stream.concat(
                        SceneCaptions.of(scene).stream(),
                        conversation(scene).turns().stream()
                                .flatMap(turn -> Stream.of(turn.question(), turn.answer()))));
        return WorldVocabulary.of(options.world(), said);
    }

    /** Renders the picture with this number, from 0, as PNG. */
    public byte[] png(long index) {
        return painter.png(scene(index));
    }

    /** Returns the questions about the picture with this number. */
    public List<PromptRow> prompts(long index) {
        return prompts(index, scene(index));
    }

    /**
     * Returns one question about the picture with this number.
     *
     * @param wanted its true answer: {@code yes}, {@code no}, or {@code A} to {@code D}
     */
    public PromptRow prompt(long index, String wanted) {
        Scene scene = scene(index);
        return row(scene, 0, questioner.ask(scene, wanted, SeedMixer.random(scene.seed(), 6)));
    }

    List<PromptRow> prompts(long index, Scene scene) {
        return questions(index, scene).stream().map(VerifiableQuestion::row).toList();
    }

    /**
     * Returns the questions about the picture with this number, able to judge answers; the same questions in the same order as
     * {@link #prompts}.
     */
    public List<VerifiableQuestion> questions(long index) {
        return questions(index, scene(index));
    }

    private List<VerifiableQuestion> questions(long index, Scene scene) {
        Random random = SeedMixer.random(scene.seed(), 4);
        List<VerifiableQuestion> questions = new ArrayList<>();
        for (int i = 0; i < options.questions(); i++) {
            String wanted = options.mix().wanted(options.seed(), index * options.questions() + i);
            questions.add(verifiable(scene, i, questioner.ask(scene, wanted, random)));
        }
        return questions;
    }

    /** Asks a question of a type; empty if the scene allows none. */
    public Optional<SceneQuestion> question(Scene scene, QuestionType type, Random random) {
        return questioner.open().ask(type, scene, random);
    }

    /** Returns a true answer that says less than what is asked; empty if the question allows none. */
    public Optional<String> evasiveAnswer(VerifiableQuestion question, Random random) {
        return evasions.evade(question, random);
    }

    public VerifiableQuestion verifiable(Scene scene, int number, SceneQuestion question) {
        return new VerifiableQuestion(row(scene, number, question), question, scene, painter);
    }

    /** Returns the conversation about a scene, and its repetition, lookup and rating rows. */
    public List<SftRow> conversations(long index, Scene scene) {
        List<SftRow> rows = new ArrayList<>();
        rows.add(conversation(scene));
        rows.addAll(repeats.rowsFor(scene, index));
        rows.addAll(statements.rowsFor(scene, index));
        return rows;
    }

    private SftRow conversation(Scene scene) {
        return readings.captionConversation(scene)
                .orElseGet(() -> readings.withCaptions(scene, conversations.about(scene, image(scene))));
    }

    public List<CheckRow> checks(Scene scene) {
        return checks.about(scene, image(scene));
    }

    public Scene scene(long index) {
        return scenes.scene(options.split(), options.seed(), index);
    }

    BufferedImage picture(Scene scene) {
        return painter.paint(scene);
    }

    static String image(Scene scene) {
        return "images/" + scene.id() + ".png";
    }

    private PromptRow row(Scene scene, int number, SceneQuestion question) {
        return new PromptRow(
                scene.id() + "-" + number,
                Optional.of(image(scene)),
                question.text(),
                question.kind(),
                question.correctAnswer(),
                SceneCaptions.of(scene),
                Optional.of(question.rationale()),
                1,
                Optional.of(question.answers().truth()),
                options.split().text());
    }
}

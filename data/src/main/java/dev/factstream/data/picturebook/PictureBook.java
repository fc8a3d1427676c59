package dev.factstream.data.picturebook;

import dev.factstream.data.rows.CheckRow;
import dev.factstream.data.rows.PromptRow;
import dev.factstream.data.rows.SftRow;
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
    private final Scenes scenes;
    private final Painter painter;
    private final Questioner questioner;
    private final Conversations conversations;
    private final Checks checks;
    private final Readings readings;
    private final Repeats repeats;
    private final Statements statements;

    public PictureBook(PictureBookOptions options) {
        this.options = options;
        scenes = new Scenes(options.world());
        painter = new Painter(options.world());
        questioner = new Questioner(options.world(), scenes.catalogue());
        conversations = new Conversations(questioner, options.sft());
        ToldScenes told = new ToldScenes(options.world(), options.reading());
        checks = new Checks(questioner, options.checks(), told);
        readings = new Readings(questioner, checks, options.sft(), told, options.reading());
        statements = new Statements(options.world(), options.reading());
        double perPicture = options.reading().repeats();
        repeats = new Repeats(perPicture > 0 ? vocabulary() : List.of(), perPicture);
    }

    /** Returns the words of the world and of the texts about its first scenes, even if the book has fewer scenes. */
    private List<String> vocabulary() {
        Stream<String> said = LongStream.range(0, SAMPLE)
                .mapToObj(this::scene)
                .flatMap(scene -> Stream.concat(
                        Captions.of(scene).stream(),
                        conversation(scene).turns().stream()
                                .flatMap(turn -> Stream.of(turn.question(), turn.answer()))));
        return Vocabulary.of(options.world(), said);
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
        return row(scene, 0, questioner.ask(scene, wanted, Seeds.random(scene.seed(), 6)));
    }

    List<PromptRow> prompts(long index, Scene scene) {
        return questions(index, scene).stream().map(JudgedQuestion::row).toList();
    }

    /**
     * Returns the questions about the picture with this number, able to judge answers; the same questions in the same order as
     * {@link #prompts}.
     */
    public List<JudgedQuestion> questions(long index) {
        return questions(index, scene(index));
    }

    private List<JudgedQuestion> questions(long index, Scene scene) {
        Random random = Seeds.random(scene.seed(), 4);
        List<JudgedQuestion> questions = new ArrayList<>();
        for (int i = 0; i < options.questions(); i++) {
            String wanted = options.mix().wanted(options.seed(), index * options.questions() + i);
            questions.add(verifiable(scene, i, questioner.ask(scene, wanted, random)));
        }
        return questions;
    }

    /** Asks a question of a type; empty if the scene allows none. */
    Optional<PictureQuestion> question(Scene scene, QuestionType type, Random random) {
        return questioner.open().ask(type, scene, random);
    }

    JudgedQuestion verifiable(Scene scene, int number, PictureQuestion question) {
        return new JudgedQuestion(row(scene, number, question), question, scene, painter);
    }

    /** Returns the conversation about a scene, and its repetition, lookup and rating rows. */
    List<SftRow> conversations(long index, Scene scene) {
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

    List<CheckRow> checks(Scene scene) {
        return checks.about(scene, image(scene));
    }

    Scene scene(long index) {
        return scenes.scene(options.split(), options.seed(), index);
    }

    BufferedImage picture(Scene scene) {
        return painter.paint(scene);
    }

    static String image(Scene scene) {
        return "images/" + scene.id() + ".png";
    }

    private PromptRow row(Scene scene, int number, PictureQuestion question) {
        return new PromptRow(
                scene.id() + "-" + number,
                Optional.of(image(scene)),
                question.text(),
                question.kind(),
                question.correctAnswer(),
                Captions.of(scene),
                Optional.of(question.rationale()),
                1,
                Optional.of(question.answers().truth()),
                options.split().text());
    }
}

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
 * A picture book: numbered pictures of one world with what is written about them. The same arguments give the same
 * pages, whichever are asked for and in whatever order. Safe for several threads.
 */
public final class PictureBook {
    /** Scenes after which new words are rare. */
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

    /** The words of the world and of what is said of its first scenes, however many there are. */
    private List<String> vocabulary() {
        Stream<String> said = LongStream.range(0, SAMPLE)
                .mapToObj(this::scene)
                .flatMap(scene -> Stream.concat(
                        Captions.of(scene).stream(),
                        conversation(scene).turns().stream()
                                .flatMap(turn -> Stream.of(turn.question(), turn.answer()))));
        return Vocabulary.of(options.world(), said);
    }

    /** The picture with this number, from 0, as PNG. */
    public byte[] png(long index) {
        return painter.png(scene(index));
    }

    /** The questions about the picture with this number. */
    public List<PromptRow> prompts(long index) {
        return prompts(index, scene(index));
    }

    /**
     * One question about the picture with this number.
     *
     * @param wanted its true answer: {@code yes}, {@code no}, or {@code A} to {@code D}
     */
    public PromptRow prompt(long index, String wanted) {
        Scene scene = scene(index);
        return row(scene, 0, questioner.ask(scene, wanted, Seeds.random(scene.seed(), 6)));
    }

    List<PromptRow> prompts(long index, Scene scene) {
        return judged(index, scene).stream().map(JudgedQuestion::row).toList();
    }

    /** The questions about the picture with this number, able to judge answers; as many as {@link #prompts} and in its order. */
    public List<JudgedQuestion> judged(long index) {
        return judged(index, scene(index));
    }

    private List<JudgedQuestion> judged(long index, Scene scene) {
        Random random = Seeds.random(scene.seed(), 4);
        List<JudgedQuestion> questions = new ArrayList<>();
        for (int i = 0; i < options.questions(); i++) {
            String wanted = options.mix().wanted(options.seed(), index * options.questions() + i);
            questions.add(judged(scene, i, questioner.ask(scene, wanted, random)));
        }
        return questions;
    }

    /** A question of a type; empty where the scene allows none. */
    Optional<PictureQuestion> question(Scene scene, QuestionType type, Random random) {
        return questioner.open().ask(type, scene, random);
    }

    JudgedQuestion judged(Scene scene, int number, PictureQuestion question) {
        return new JudgedQuestion(row(scene, number, question), question, scene, painter);
    }

    /** The conversation about a scene, and what is to be repeated and looked up besides. */
    List<SftRow> conversations(long index, Scene scene) {
        List<SftRow> rows = new ArrayList<>();
        rows.add(conversation(scene));
        rows.addAll(repeats.besides(scene, index));
        rows.addAll(statements.besides(scene, index));
        return rows;
    }

    private SftRow conversation(Scene scene) {
        return readings.insteadOf(scene)
                .orElseGet(() -> readings.captioned(scene, conversations.about(scene, image(scene))));
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

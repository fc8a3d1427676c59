package dev.factstream.data.picturebook;

import dev.factstream.data.rows.CheckRow;
import dev.factstream.data.rows.PromptRow;
import dev.factstream.data.rows.SftRow;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * A picture book: numbered pictures of one world with what is written about them. The same arguments give the same
 * pages, whichever are asked for and in whatever order. Safe for several threads.
 */
public final class PictureBook {
    private final PictureBookOptions options;
    private final Scenes scenes;
    private final Painter painter;
    private final Questioner questioner;
    private final Conversations conversations;
    private final Checks checks;

    public PictureBook(PictureBookOptions options) {
        this.options = options;
        scenes = new Scenes(options.world());
        painter = new Painter(options.world());
        questioner = new Questioner(options.world(), scenes.catalogue());
        conversations = new Conversations(questioner, options.sft());
        checks = new Checks(questioner, options.checks());
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

    SftRow conversation(Scene scene) {
        return conversations.about(scene, image(scene));
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

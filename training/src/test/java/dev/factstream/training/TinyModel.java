package dev.factstream.training;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import dev.factstream.model.lora.LoraAdapter;
import dev.factstream.model.lora.LoraSettings;
import dev.factstream.model.lora.PeftFolder;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.schemas.rows.SftRow;
import dev.factstream.training.sft.FreshModel;
import dev.factstream.training.sft.ModelShape;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import javax.imageio.ImageIO;

/** A LLaVA small enough to train within a test, with pictures in two colours. */
public final class TinyModel {

    private static final ModelShape SHAPE = new ModelShape(8, 4, 16, 1, 2, 24, 48, 2, 2, 64, 300);

    private TinyModel() {}

    /** Writes a model folder with random weights. */
    public static Path write(Path folder, long seed) {
        try {
            FreshModel.write(folder, SHAPE, rows(8), seed);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Loads a model with random weights; close it. */
    public static VisionLanguageModel load(Path folder, long seed) {
        return VisionLanguageModel.load(write(folder, seed), Device.cpu());
    }

    /** Writes an adapter that changes the output; returns its hash. */
    public static String writeAdapter(Path folder, VisionLanguageModel model, long seed) {
        Random random = new Random(seed);
        try (NDManager scope = model.newScope();
                LoraAdapter adapter = LoraAdapter.initial(
                        scope, model.config().text(), LoraSettings.of(2, 4, List.of("q_proj", "v_proj")), seed)) {
            adapter.pairs().values().forEach(pair -> {
                float[] values = new float[Math.toIntExact(pair.b().size())];
                for (int i = 0; i < values.length; i++) {
                    values[i] = (float) (0.1 * random.nextGaussian());
                }
                pair.b().set(FloatBuffer.wrap(values));
            });
            PeftFolder.write(folder, adapter, model.config());
            return adapter.hash();
        }
    }

    /** Conversations that alternate between a red and a blue picture. */
    public static List<SftRow> rows(int count) {
        List<SftRow> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String colour = i % 2 == 0 ? "red" : "blue";
            rows.add(new SftRow(
                    "row-" + i,
                    Optional.of(colour + ".png"),
                    List.of(
                            new SftRow.Turn("Is it red?", i % 2 == 0 ? "yes" : "no", false),
                            new SftRow.Turn("Which colour?", colour, false))));
        }
        return rows;
    }

    /** A picture of one colour as PNG. */
    public static byte[] picture(Color colour) {
        BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(colour);
        graphics.fillRect(0, 0, 8, 8);
        graphics.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}

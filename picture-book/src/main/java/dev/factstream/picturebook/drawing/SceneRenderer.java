package dev.factstream.picturebook.drawing;

import dev.factstream.picturebook.world.Cell;
import dev.factstream.picturebook.world.Drawing;
import dev.factstream.picturebook.world.Scene;
import dev.factstream.picturebook.world.SeedMixer;
import dev.factstream.picturebook.world.Thing;
import dev.factstream.picturebook.world.World;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import javax.imageio.ImageIO;

/**
 * Renders scenes: the same scene gives the same bytes on the same JDK. The position of a thing in its cell and the pixel noise
 * come from the scene's seed. Thread-safe.
 */
public final class SceneRenderer {
    static {
        System.setProperty("java.awt.headless", "true");
        ImageIO.setUseCache(false);
    }

    /** Margin around a thing as a share of the cell, so that outlines of neighbours do not overlap. */
    private static final double RIM = 0.03;

    private final World world;

    public SceneRenderer(World world) {
        this.world = world;
    }

    /** Renders the picture as PNG. */
    public byte[] png(Scene scene) {
        return png(paint(scene));
    }

    public static byte[] png(BufferedImage image) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream(8 << 10);
            ImageIO.write(image, "png", out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public BufferedImage paint(Scene scene) {
        int side = world.imageSize();
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        Random random = SeedMixer.random(scene.seed(), 2);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        AffineTransform whole = AffineTransform.getScaleInstance(side / Drawing.BOX, side / Drawing.BOX);
        graphics.setTransform(whole);
        scene.environment().drawing().paint(graphics, null);
        for (Thing thing : scene.things()) {
            graphics.setTransform(place(thing, random));
            thing.kind().drawing().paintThing(graphics, thing.colour().paint());
        }
        graphics.dispose();
        addNoise(image, random);
        return image;
    }

    private AffineTransform place(Thing thing, Random random) {
        double cell = world.imageSize() / (double) Cell.GRID;
        double box = cell * thing.size().share();
        double room = cell - box - 2 * RIM * cell;
        AffineTransform place = AffineTransform.getTranslateInstance(
                (thing.cell().column() + RIM) * cell + random.nextDouble() * room,
                (thing.cell().row() + RIM) * cell + random.nextDouble() * room);
        place.scale(box / Drawing.BOX, box / Drawing.BOX);
        return place;
    }

    private void addNoise(BufferedImage image, Random random) {
        if (world.noise() == 0) {
            return;
        }
        int side = world.imageSize();
        int[] pixels = image.getRGB(0, 0, side, side, null, 0, side);
        for (int i = 0; i < pixels.length; i++) {
            int noisy = 0;
            for (int shift = 16; shift >= 0; shift -= 8) {
                long level = Math.round((pixels[i] >> shift & 255) + world.noise() * random.nextGaussian());
                noisy |= (int) Math.max(0, Math.min(255, level)) << shift;
            }
            pixels[i] = noisy;
        }
        image.setRGB(0, 0, side, side, pixels, 0, side);
    }
}

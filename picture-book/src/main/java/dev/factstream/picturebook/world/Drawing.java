package dev.factstream.picturebook.world;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Arc2D;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A vector drawing in a box of 16 by 16 units (y downwards), written as one line of text: shapes separated by semicolons, each
 * a tone, a letter and numbers.
 *
 * <p>Tones: {@code m} the thing's own colour, {@code d} a shade of it, {@code k} ink, {@code w} white, {@code g} grey, {@code
 * n} brown, {@code o} orange, {@code s} skin, or {@code #rrggbb}.<br>
 * Shapes: {@code E x y w h} ellipse, {@code R x y w h} rectangle, {@code O x y w h r} rounded rectangle, {@code P x y …}
 * polygon, {@code L width x y …} line, {@code A width x y w h start extent} arc line, {@code V x y w h start extent} pie.
 *
 * <p>Immutable and thread-safe.
 */
public final class Drawing {
    /** Side of the box. */
    public static final double BOX = 16;

    private static final Color INK = new Color(36, 36, 40);
    private static final Color PALE = new Color(190, 196, 206);
    private static final Color FAINT = new Color(110, 110, 116);
    private static final Map<String, Color> TONES = Map.of(
            "k", INK,
            "w", new Color(250, 250, 250),
            "g", new Color(150, 152, 158),
            "n", new Color(142, 94, 52),
            "o", new Color(244, 140, 36),
            "s", new Color(236, 190, 150));
    private static final BasicStroke OUTLINE = new BasicStroke(1.5f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);

    private record Patch(String tone, Shape shape) {}

    private final List<Patch> patches = new ArrayList<>();
    private final Area silhouette = new Area();

    private Drawing() {}

    /**
     * Parses a description.
     *
     * @throws IllegalArgumentException naming the shape that cannot be parsed
     */
    static Drawing parse(String text) {
        Drawing drawing = new Drawing();
        for (String part : text.split(";")) {
            String[] words = part.strip().split("\\s+");
            try {
                double[] n = Arrays.stream(words, 2, words.length)
                        .mapToDouble(Double::parseDouble)
                        .toArray();
                Shape shape = shape(words[1], n);
                drawing.patches.add(new Patch(words[0], shape));
                drawing.silhouette.add(new Area(shape));
            } catch (RuntimeException e) {
                throw new IllegalArgumentException("Cannot read the shape '" + part.strip() + "'", e);
            }
        }
        return drawing;
    }

    private static Shape shape(String letter, double[] n) {
        return switch (letter) {
            case "E" -> new Ellipse2D.Double(n[0], n[1], n[2], n[3]);
            case "R" -> new Rectangle2D.Double(n[0], n[1], n[2], n[3]);
            case "O" -> new RoundRectangle2D.Double(n[0], n[1], n[2], n[3], 2 * n[4], 2 * n[4]);
            case "P" -> path(n, 0, true);
            case "L" -> stroked(n[0], path(n, 1, false));
            case "A" -> stroked(n[0], new Arc2D.Double(n[1], n[2], n[3], n[4], n[5], n[6], Arc2D.OPEN));
            case "V" -> new Arc2D.Double(n[0], n[1], n[2], n[3], n[4], n[5], Arc2D.PIE);
            default -> throw new IllegalArgumentException("unknown letter " + letter);
        };
    }

    private static Shape path(double[] n, int first, boolean closed) {
        Path2D path = new Path2D.Double();
        path.moveTo(n[first], n[first + 1]);
        for (int i = first + 2; i < n.length; i += 2) {
            path.lineTo(n[i], n[i + 1]);
        }
        if (closed) {
            path.closePath();
        }
        return path;
    }

    private static Shape stroked(double width, Shape line) {
        return new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND).createStrokedShape(line);
    }

    /** Paints a thing: its silhouette with a dark outline, which separates it from any background, then its patches. */
    public void paintThing(Graphics2D graphics, Color main) {
        graphics.setColor(INK);
        graphics.setStroke(OUTLINE);
        graphics.draw(silhouette);
        paint(graphics, main);
    }

    /** Paints only the patches, in order. */
    public void paint(Graphics2D graphics, Color main) {
        for (Patch patch : patches) {
            graphics.setColor(colour(patch.tone(), main));
            graphics.fill(patch.shape());
        }
    }

    private static Color colour(String tone, Color main) {
        return switch (tone) {
            case "m" -> main;
            case "d" -> shade(main);
            // a detail in the thing's own colour would be invisible
            case "w" -> isBright(main) ? PALE : TONES.get(tone);
            case "k" -> isDark(main) ? FAINT : TONES.get(tone);
            default -> tone.startsWith("#") ? Color.decode(tone) : TONES.get(tone);
        };
    }

    /** Returns a darker shade, or a lighter one if the colour is too dark for a darker one. */
    private static Color shade(Color c) {
        return isDark(c)
                ? FAINT
                : new Color((int) (c.getRed() * 0.62), (int) (c.getGreen() * 0.62), (int) (c.getBlue() * 0.62));
    }

    private static boolean isDark(Color c) {
        return c != null && c.getRed() + c.getGreen() + c.getBlue() < 150;
    }

    private static boolean isBright(Color c) {
        return c != null && c.getRed() + c.getGreen() + c.getBlue() > 700;
    }
}

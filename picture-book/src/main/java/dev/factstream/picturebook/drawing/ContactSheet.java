package dev.factstream.picturebook.drawing;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;

/** A contact sheet: many pictures in one image, enlarged without smoothing. */
public final class ContactSheet {
    private static final int GAP = 6;

    private ContactSheet() {}

    /**
     * Draws the sheet.
     *
     * @param pictures all of the same size
     * @param columns pictures per row
     * @param side of a picture on the sheet, in pixels
     */
    public static BufferedImage of(List<BufferedImage> pictures, int columns, int side) {
        int rows = (pictures.size() + columns - 1) / columns;
        int step = side + GAP;
        BufferedImage sheet = new BufferedImage(columns * step + GAP, rows * step + GAP, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = sheet.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
        graphics.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
        for (int i = 0; i < pictures.size(); i++) {
            graphics.drawImage(pictures.get(i), GAP + i % columns * step, GAP + i / columns * step, side, side, null);
        }
        graphics.dispose();
        return sheet;
    }
}

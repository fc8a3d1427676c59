package dev.factstream.lab.experiment;

import dev.factstream.evaluation.statistics.Mean;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws curves into one chart, each with a band of one standard error. Stateless. */
public final class MeanCurveChart {
    private static final BasicStroke SOLID = new BasicStroke(2.5f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    private static final BasicStroke DASHED =
            new BasicStroke(2.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {9, 5}, 0);
    private static final BasicStroke NO_LINE = new BasicStroke(0);
    private static final int BAND_ALPHA = 45;
    private static final int FEW_POINTS = 12;

    private MeanCurveChart() {}

    /**
     * Writes the chart as a PNG file.
     *
     * @param title the quantity on the y axis, with its unit
     * @param against the quantity on the x axis, with its unit
     */
    public static void write(Path file, String title, String against, List<MeanCurve> curves) throws IOException {
        XYChart chart = new XYChartBuilder()
                .width(900)
                .height(540)
                .title(title)
                .xAxisTitle(against)
                .yAxisTitle(title)
                .build();
        style(chart.getStyler());
        curves.forEach(curve -> band(chart, curve)); // below all lines
        curves.forEach(curve -> line(chart, curve));
        BitmapEncoder.saveBitmap(chart, file.toString(), BitmapEncoder.BitmapFormat.PNG);
    }

    private static void style(XYStyler style) {
        style.setBaseFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
        style.setChartBackgroundColor(Color.WHITE);
        style.setPlotBackgroundColor(Color.WHITE);
        style.setPlotBorderVisible(false);
        style.setPlotGridLinesColor(new Color(0xE2E2E2));
        style.setPlotGridLinesStroke(new BasicStroke(1));
        style.setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 16));
        style.setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
        style.setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
        style.setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
        style.setLegendPosition(Styler.LegendPosition.OutsideE);
        style.setLegendBorderColor(Color.WHITE);
        style.setXAxisMin(0.0);
        style.setXAxisDecimalPattern("0");
        style.setXAxisTickMarkSpacingHint(90);
        style.setMarkerSize(7);
    }

    private static void band(XYChart chart, MeanCurve curve) {
        List<Integer> places = List.copyOf(curve.points().keySet());
        List<Mean> means = List.copyOf(curve.points().values());
        if (means.get(means.size() - 1).count() < 2) {
            return; // one seed has no standard error
        }
        int n = means.size();
        double[] x = IntStream.range(0, 2 * n)
                .mapToDouble(i -> places.get(i < n ? i : 2 * n - 1 - i))
                .toArray();
        double[] y = DoubleStream.concat(
                        means.stream().mapToDouble(mean -> mean.value() - mean.standardError()),
                        IntStream.range(0, n)
                                .mapToObj(i -> means.get(n - 1 - i))
                                .mapToDouble(mean -> mean.value() + mean.standardError()))
                .toArray();
        Color colour = curve.line().colour();
        XYSeries series = chart.addSeries(curve.line().name() + " band", x, y);
        series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.PolygonArea);
        series.setFillColor(new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), BAND_ALPHA));
        series.setLineColor(new Color(0, 0, 0, 0));
        series.setLineStyle(NO_LINE);
        series.setMarker(SeriesMarkers.NONE);
        series.setShowInLegend(false);
    }

    private static void line(XYChart chart, MeanCurve curve) {
        double[] x = curve.points().keySet().stream()
                .mapToDouble(Integer::doubleValue)
                .toArray();
        double[] y = curve.points().values().stream().mapToDouble(Mean::value).toArray();
        XYSeries series = chart.addSeries(curve.line().name(), x, y);
        series.setLineColor(curve.line().colour());
        series.setLineStyle(curve.line().dashed() ? DASHED : SOLID);
        series.setMarkerColor(curve.line().colour());
        series.setMarker(x.length <= FEW_POINTS ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
    }
}

package dev.factstream.model.image;

import com.fasterxml.jackson.databind.JsonNode;
import dev.factstream.model.checkpoint.ConfigNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The size to which an image is resized: the values that transformers accepts as {@code size}.
 *
 * @param kind how the two numbers are meant
 * @param first the shortest edge, the height or the maximum height
 * @param second the longest edge, the width or the maximum width; unused for {@link Kind#SHORTEST_EDGE}
 */
record TargetSize(Kind kind, int first, int second) {

    /** The keys of a size. */
    enum Kind {
        /** The shorter side gets a length, the aspect ratio stays. */
        SHORTEST_EDGE("shortest_edge"),
        /** The same, unless the longer side exceeds a length; then that side gets it. */
        EDGES("shortest_edge", "longest_edge"),
        /** The aspect ratio may change. */
        EXACT("height", "width"),
        /** The largest size within a frame; the aspect ratio stays. */
        FRAME("max_height", "max_width");

        private final List<String> keys;

        Kind(String... keys) {
            this.keys = List.of(keys);
        }
    }

    /** Reads an object of one kind, a list of height and width, or a number: the shortest edge, or the side of a square. */
    static TargetSize of(ConfigNode config, String key, boolean square) {
        JsonNode value = config.raw(key);
        if (value.canConvertToInt() && value.asInt() > 0) {
            return new TargetSize(square ? Kind.EXACT : Kind.SHORTEST_EDGE, value.asInt(), value.asInt());
        }
        if (value.isArray() && value.size() == 2) {
            return checked(config, key, Kind.EXACT, value.get(0), value.get(1));
        }
        Set<String> keys = new TreeSet<>();
        value.fieldNames().forEachRemaining(keys::add);
        for (Kind kind : Kind.values()) {
            if (value.isObject() && keys.equals(new TreeSet<>(kind.keys))) {
                JsonNode first = value.get(kind.keys.get(0));
                return checked(config, key, kind, first, kind.keys.size() > 1 ? value.get(kind.keys.get(1)) : first);
            }
        }
        throw config.unsupported(key, value);
    }

    private static TargetSize checked(ConfigNode config, String key, Kind kind, JsonNode first, JsonNode second) {
        if (!first.isIntegralNumber() || !second.isIntegralNumber() || first.asInt() < 1 || second.asInt() < 1) {
            throw config.unsupported(key, config.raw(key));
        }
        return new TargetSize(kind, first.asInt(), second.asInt());
    }

    /** Resizes an image; arithmetic as in transformers' {@code image_transforms}. */
    RgbImage apply(RgbImage image, Resampling resampling) {
        int width = image.width();
        int height = image.height();
        return switch (kind) {
            case EXACT -> resampling.resize(image, second, first);
            case SHORTEST_EDGE -> {
                int longer = (int) ((double) ((long) first * Math.max(width, height)) / Math.min(width, height));
                yield width <= height
                        ? resampling.resize(image, first, longer)
                        : resampling.resize(image, longer, first);
            }
            case EDGES -> edges(image, resampling);
            case FRAME -> {
                double scale = Math.min((double) first / height, (double) second / width);
                yield resampling.resize(image, (int) (width * scale), (int) (height * scale));
            }
        };
    }

    private RgbImage edges(RgbImage image, Resampling resampling) {
        int width = image.width();
        int height = image.height();
        double shorter = Math.min(width, height);
        double longer = Math.max(width, height);
        boolean limited = longer / shorter * first > second;
        double raw = limited ? second * shorter / longer : first;
        int edge = limited ? (int) Math.rint(raw) : first;
        if (Math.min(width, height) == edge) {
            return image;
        }
        return width < height
                ? resampling.resize(image, edge, (int) (raw * height / width))
                : resampling.resize(image, (int) (raw * width / height), edge);
    }
}

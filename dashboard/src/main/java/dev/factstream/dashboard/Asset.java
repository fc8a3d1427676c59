package dev.factstream.dashboard;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A static file of the page, from the jar.
 *
 * @param type content type
 */
record Asset(String type, byte[] bytes) {
    private static final String FOLDER = "/dashboard/";
    private static final String HTML = "text/html; charset=utf-8";
    private static final String CSS = "text/css; charset=utf-8";
    private static final String SCRIPT = "text/javascript; charset=utf-8";

    /** Returns all files by their path on the server. */
    static Map<String, Asset> all() {
        Map<String, Asset> all = new HashMap<>();
        all.put("/", read("index.html", HTML));
        all.put("/favicon.ico", read("icon.svg", "image/svg+xml"));
        for (String style : List.of("page.css", "charts.css", "rollouts.css")) {
            all.put("/" + style, read(style, CSS));
        }
        for (String script : List.of(
                "main.js",
                "state.js",
                "dom.js",
                "numbers.js",
                "chart.js",
                "charts.js",
                "flow.js",
                "header.js",
                "alarms.js",
                "rollouts.js")) {
            all.put("/" + script, read(script, SCRIPT));
        }
        return Map.copyOf(all);
    }

    private static Asset read(String name, String type) {
        try (InputStream in = Asset.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new IllegalStateException("missing resource " + FOLDER + name);
            }
            return new Asset(type, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read resource " + FOLDER + name, e);
        }
    }
}

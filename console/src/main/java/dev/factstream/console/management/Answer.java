package dev.factstream.console.management;

import java.util.List;

/**
 * A response of the management port.
 *
 * @param status HTTP status code
 * @param type content type of the body
 */
record Answer(int status, String type, String body) {
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;

    /** Returns 503 with one problem per line, or 200 if there are none. */
    static Answer of(List<String> problems) {
        return problems.isEmpty()
                ? new Answer(OK, TEXT, "ok\n")
                : new Answer(UNAVAILABLE, TEXT, String.join("\n", problems) + "\n");
    }

    /** Metrics in the text format of Prometheus. */
    static Answer metrics(String scrape) {
        return new Answer(OK, "text/plain; version=0.0.4; charset=utf-8", scrape);
    }

    /** Returns 404 with the known paths. */
    static Answer notFound() {
        return new Answer(404, TEXT, "not found; use /healthy, /ready and /metrics\n");
    }
}

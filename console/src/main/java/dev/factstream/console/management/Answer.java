package dev.factstream.console.management;

import java.util.List;

/**
 * What the port answers.
 *
 * @param status of HTTP
 * @param type of the body
 */
record Answer(int status, String type, String body) {
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;

    /** A problem a line, or that there is none. */
    static Answer of(List<String> problems) {
        return problems.isEmpty()
                ? new Answer(OK, TEXT, "ok\n")
                : new Answer(UNAVAILABLE, TEXT, String.join("\n", problems) + "\n");
    }

    /** Metrics in the text format of Prometheus. */
    static Answer metrics(String scrape) {
        return new Answer(OK, "text/plain; version=0.0.4; charset=utf-8", scrape);
    }

    /** What else there is. */
    static Answer notFound() {
        return new Answer(404, TEXT, "there are /healthy, /ready and /metrics\n");
    }
}

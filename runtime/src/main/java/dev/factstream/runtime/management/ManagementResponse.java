package dev.factstream.runtime.management;

import java.util.List;

/**
 * A response of the management port.
 *
 * @param status HTTP status code
 * @param type content type of the body
 */
record ManagementResponse(int status, String type, String body) {
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;

    /** Returns 503 with one problem per line, or 200 if there are none. */
    static ManagementResponse of(List<String> problems) {
        return problems.isEmpty()
                ? new ManagementResponse(OK, TEXT, "ok\n")
                : new ManagementResponse(UNAVAILABLE, TEXT, String.join("\n", problems) + "\n");
    }

    /** Metrics in the text format of Prometheus. */
    static ManagementResponse metrics(String scrape) {
        return new ManagementResponse(OK, "text/plain; version=0.0.4; charset=utf-8", scrape);
    }

    /** Returns 404 with the known paths. */
    static ManagementResponse notFound() {
        return new ManagementResponse(404, TEXT, "not found; use /healthy, /ready and /metrics\n");
    }
}

package dev.factstream.console;

import dev.factstream.infra.fixture.Eventually;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Sends HTTP requests to a local port. */
final class LocalHttp {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private LocalHttp() {}

    /** Returns the response body, whatever the status. */
    static String get(int port, String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + port + path);
        return CLIENT.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    /** Waits until all roles behind a management port are ready. */
    static void awaitReady(int port) {
        Eventually.holds("every role ready", () -> {
            try {
                return get(port, "/ready").equals("ok\n");
            } catch (IOException e) {
                return false; // the port may not be open yet
            } catch (InterruptedException e) {
                throw new AssertionError("interrupted while waiting for readiness", e);
            }
        });
    }

    /** Returns a free port. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}

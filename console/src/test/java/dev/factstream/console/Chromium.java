package dev.factstream.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A headless Chromium with one tab, driven by its DevTools protocol. */
final class Chromium implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long PATIENCE_SECONDS = 60;
    private static final long CLOSING_SECONDS = 5;

    private final Process process;
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<String> errors = new CopyOnWriteArrayList<>();
    private final Map<Integer, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
    private WebSocket socket;
    private int last;

    private Chromium(Process process) {
        this.process = process;
    }

    /** The path of an installed browser; empty if there is none. */
    static Optional<Path> installed() {
        return Stream.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
                .flatMap(name -> Stream.of(System.getenv("PATH").split(":")).map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** @param folder folder of the browser profile */
    static Chromium start(Path program, Path folder) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        program.toString(),
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--hide-scrollbars",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + Files.createDirectories(folder),
                        "about:blank")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("chromium.log").toFile())
                .start();
        Chromium chromium = new Chromium(process);
        try {
            chromium.attach(folder.resolve("DevToolsActivePort"));
            return chromium;
        } catch (IOException | InterruptedException | RuntimeException e) {
            chromium.close();
            throw e;
        }
    }

    private void attach(Path portFile) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!Files.exists(portFile) || Files.readAllLines(portFile).size() < 2) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new IOException("Chromium does not start: " + portFile.resolveSibling("chromium.log"));
            }
            Thread.sleep(50);
        }
        URI list = URI.create("http://127.0.0.1:" + Files.readAllLines(portFile).get(0) + "/json");
        JsonNode tabs =
                JSON.readTree(http.send(HttpRequest.newBuilder(list).build(), HttpResponse.BodyHandlers.ofString())
                        .body());
        for (JsonNode tab : tabs) {
            if (tab.get("type").textValue().equals("page")) {
                URI tabUri = URI.create(tab.get("webSocketDebuggerUrl").textValue());
                socket = http.newWebSocketBuilder()
                        .buildAsync(tabUri, new DevToolsListener())
                        .join();
            }
        }
        for (String domain : List.of("Runtime", "Log", "Page")) {
            ask(domain + ".enable", JSON.createObjectNode());
        }
    }

    /** Assembles the fragments of DevTools messages. */
    private final class DevToolsListener implements WebSocket.Listener {
        private final StringBuilder message = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean complete) {
            message.append(text);
            if (complete) {
                try {
                    handle(JSON.readTree(message.toString()));
                } catch (IOException e) {
                    errors.add("DevTools sent invalid JSON: " + e.getMessage());
                }
                message.setLength(0);
            }
            from.request(1);
            return null;
        }
    }

    private void handle(JsonNode message) {
        if (message.has("id")) {
            Optional.ofNullable(asked.remove(message.get("id").intValue()))
                    .ifPresent(answer -> answer.complete(message));
            return;
        }
        JsonNode what = message.path("params");
        switch (message.path("method").asText()) {
            case "Runtime.exceptionThrown" -> errors.add(what.toString());
            case "Runtime.consoleAPICalled" -> {
                if (what.path("type").asText().matches("error|warning|assert")) {
                    errors.add(what.toString());
                }
            }
            case "Log.entryAdded" -> {
                if (what.at("/entry/level").asText().equals("error")) {
                    errors.add(what.toString());
                }
            }
            default -> {}
        }
    }

    private synchronized JsonNode ask(String method, ObjectNode params) {
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        asked.put(++last, answer);
        ObjectNode message = JSON.createObjectNode().put("id", last).put("method", method);
        message.set("params", params);
        socket.sendText(message.toString(), true).join();
        JsonNode reply = answer.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
        if (reply.has("error")) {
            throw new IllegalStateException(method + ": " + reply.get("error"));
        }
        return reply.get("result");
    }

    /** Opens a page and clears the errors of the previous one. */
    void open(String url) {
        ask("Page.navigate", JSON.createObjectNode().put("url", url));
        errors.clear();
    }

    /** Evaluates an expression in the page. */
    JsonNode evaluate(String expression) {
        JsonNode result = ask(
                "Runtime.evaluate",
                JSON.createObjectNode().put("expression", expression).put("returnByValue", true));
        if (result.has("exceptionDetails")) {
            throw new IllegalStateException(expression + ": " + result.get("exceptionDetails"));
        }
        return result.at("/result/value");
    }

    /** Waits at most a minute until a condition holds in the page. */
    void await(String condition) throws InterruptedException {
        await(condition, Duration.ofSeconds(PATIENCE_SECONDS));
    }

    /** As {@link #await(String)}, with the timeout {@code patience}. */
    void await(String condition, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!evaluate("Boolean(" + condition + ")").booleanValue()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("timed out waiting for " + condition + "; text of the page:\n"
                        + evaluate("document.body.innerText").asText());
            }
            Thread.sleep(200);
        }
    }

    /** The errors and warnings of the page since it was opened. */
    List<String> errors() {
        return List.copyOf(errors);
    }

    /** Emulates a screen of this size, dark or light. */
    void show(int width, int height, boolean dark) {
        ask(
                "Emulation.setDeviceMetricsOverride",
                JSON.createObjectNode()
                        .put("width", width)
                        .put("height", height)
                        .put("deviceScaleFactor", 1)
                        .put("mobile", width < 600));
        ObjectNode media = JSON.createObjectNode();
        media.putArray("features")
                .addObject()
                .put("name", "prefers-color-scheme")
                .put("value", dark ? "dark" : "light");
        ask("Emulation.setEmulatedMedia", media);
    }

    /** Writes a screenshot as PNG. */
    void picture(Path file) throws IOException {
        JsonNode shot = ask("Page.captureScreenshot", JSON.createObjectNode().put("format", "png"));
        Files.write(file, Base64.getDecoder().decode(shot.get("data").textValue()));
    }

    /** Closes the browser; kills it if it does not exit soon. */
    @Override
    public void close() {
        try {
            if (socket != null) {
                socket.sendText("{\"id\": 0, \"method\": \"Browser.close\"}", true)
                        .join();
                process.waitFor(CLOSING_SECONDS, TimeUnit.SECONDS);
            }
        } catch (CompletionException e) {
            errors.add("It had gone already: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
    }
}

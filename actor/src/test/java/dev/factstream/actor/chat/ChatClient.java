package dev.factstream.actor.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factstream.schemas.ticket.ImagePayload;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** An HTTP client of a chat port. */
final class ChatClient {
    static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final String address;

    ChatClient(String address) {
        this.address = address;
    }

    /** Returns a request for at most {@code tokens} tokens with seed 7. */
    static ObjectNode ask(String question, int tokens) {
        ObjectNode request = JSON.createObjectNode().put("model", "run/policy").put("max_tokens", tokens);
        request.put("seed", 7)
                .putArray("messages")
                .addObject()
                .put("role", "user")
                .put("content", question);
        return request;
    }

    static ObjectNode askAbout(ImagePayload picture, String question, int tokens) {
        ObjectNode request = ask(question, tokens);
        ArrayNode parts = ((ObjectNode) request.at("/messages/0")).putArray("content");
        parts.addObject().put("type", "text").put("text", question);
        parts.addObject()
                .put("type", "image_url")
                .putObject("image_url")
                .put("url", "data:image/png;base64," + Base64.getEncoder().encodeToString(picture.resolve()));
        return request;
    }

    HttpResponse<String> send(JsonNode request) throws IOException, InterruptedException {
        return send(post(request.toString().getBytes("UTF-8")).build());
    }

    CompletableFuture<HttpResponse<String>> sendLater(JsonNode request) {
        return http.sendAsync(
                post(request.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(address + path)).build());
    }

    HttpRequest.Builder post(byte[] body) {
        return HttpRequest.newBuilder(URI.create(address + "/chat/completions"))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    }

    URI uri() {
        return URI.create(address);
    }

    static String text(HttpResponse<String> answer) throws IOException {
        return JSON.readTree(answer.body()).at("/choices/0/message/content").asText();
    }

    /** Returns the data of the server-sent events. */
    static List<String> events(HttpResponse<String> answer) {
        return answer.body()
                .lines()
                .filter(line -> line.startsWith("data: "))
                .map(line -> line.substring("data: ".length()))
                .toList();
    }
}

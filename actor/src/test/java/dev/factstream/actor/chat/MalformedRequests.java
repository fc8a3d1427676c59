package dev.factstream.actor.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factstream.actor.AnsweringModel;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/** Sends invalid requests of many kinds, and returns the responses. */
final class MalformedRequests {
    /** The status that some servers log for a disconnected client. */
    private static final int HUNG_UP = 499;

    private static final List<String> RAW = List.of(
            "\r\n\r\n\r\n",
            "hello\r\n\r\n",
            "GET\r\n\r\n",
            "GET /v1/models\r\n\r\n",
            "GET /v1/models HTTP/9.9\r\nHost: localhost\r\n\r\n",
            "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nContent-Length: -5\r\n\r\n",
            "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nContent-Length: a\r\n\r\n",
            "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
            "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nno colon here\r\n\r\n",
            "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
            "GET /" + "a".repeat(10_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "GET /v1/models HTTP/1.1\r\nHost: localhost\r\nX: " + "a".repeat(20_000) + "\r\n\r\n",
            "GET /v1/%zz HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "GET * HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n");

    private final ChatClient client;
    private final Random random;
    private final List<String> members;
    private final Set<String> kinds = new TreeSet<>();

    MalformedRequests(ChatClient client, long seed) throws IOException {
        this.client = client;
        random = new Random(seed);
        try (InputStream file = MalformedRequests.class.getResourceAsStream("/malformed/members.txt")) {
            members = new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(MalformedRequests::filled)
                    .toList();
        }
    }

    /** A response, with the kind of its request. */
    record Rejection(String kind, int status, String body) {}

    /** Returns the kinds of requests sent so far. */
    Set<String> kinds() {
        return kinds;
    }

    Rejection send(int number) throws IOException, InterruptedException {
        Rejection rejection = number % 4 < 2
                ? post("member", wrongMember())
                : random.nextInt(3) == 0 ? raw() : random.nextInt(3) == 0 ? unfinished() : wrongBody();
        kinds.add(rejection.kind());
        return rejection;
    }

    private ObjectNode good() {
        ObjectNode good = random.nextBoolean()
                ? ChatClient.ask("What?", 5)
                : ChatClient.askAbout(AnsweringModel.picture(random.nextInt()), "What?", 5);
        return good.put("user", "someone").put("temperature", 1);
    }

    private String wrongMember() {
        String[] member = members.get(random.nextInt(members.size())).split("=", 2);
        kinds.add(member[0] + "=" + member[1].substring(0, Math.min(90, member[1].length())));
        ObjectNode request = good();
        request.remove(member[0]);
        return "{\"" + member[0] + "\":" + member[1] + "," + request.toString().substring(1);
    }

    private Rejection wrongBody() throws IOException, InterruptedException {
        String good = good().toString();
        byte[] bytes = good.getBytes(StandardCharsets.UTF_8);
        switch (random.nextInt(12)) {
            case 0:
                return post("cut short", good.substring(0, random.nextInt(good.length())));
            case 1:
                random.nextBytes(bytes);
                return post("noise", bytes);
            case 2:
                return post(
                        "not an object",
                        List.of("5", "[]", "null", "\"a\"", "true").get(random.nextInt(5)));
            case 3:
                return post("more behind it", good + "}");
            case 4:
                return post("a member twice", "{\"model\":\"run/policy\"," + good.substring(1));
            case 5:
                return post("deep", "{\"a\":" + "[".repeat(20_000));
            case 6:
                bytes[good.indexOf("What?")] = (byte) 0xC3;
                return post("not UTF-8", bytes);
            case 7:
                return post("too large", good + " ".repeat(100_001 + random.nextInt(300_000)));
            case 8:
                return answered(
                        "not JSON by its type",
                        client.post(bytes)
                                .setHeader("content-type", "text/plain")
                                .build());
            case 9:
                return answered(
                        "method",
                        client.post(bytes)
                                .method("PUT", HttpRequest.BodyPublishers.noBody())
                                .build());
            case 10:
                return answered(
                        "deleting models",
                        HttpRequest.newBuilder(URI.create(client.uri() + "/models"))
                                .DELETE()
                                .build());
            default:
                return answered(
                        "nowhere",
                        HttpRequest.newBuilder(URI.create(client.uri() + "/nowhere/" + random.nextInt()))
                                .build());
        }
    }

    private Rejection post(String kind, String body) throws IOException, InterruptedException {
        return post(kind, body.getBytes(StandardCharsets.UTF_8));
    }

    private Rejection post(String kind, byte[] body) throws IOException, InterruptedException {
        return answered(kind, client.post(body).build());
    }

    private Rejection answered(String kind, HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(request);
        boolean shaped = !ChatClient.JSON
                .readTree(answer.body())
                .at("/error/message")
                .asText()
                .isBlank();
        return new Rejection(kind, shaped ? answer.statusCode() : -1, answer.body());
    }

    /** Sends raw bytes that no client library would send. */
    private Rejection raw() throws IOException {
        String text = RAW.get(random.nextInt(RAW.size()));
        try (Socket socket = new Socket(client.uri().getHost(), client.uri().getPort())) {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            String answer = new String(socket.getInputStream().readNBytes(400), StandardCharsets.UTF_8);
            String[] words = answer.split(" ", 3);
            String kind = text.substring(0, Math.min(30, text.length())).strip();
            return new Rejection(kind, words.length < 2 ? HUNG_UP : Integer.parseInt(words[1]), answer);
        }
    }

    /** Sends a valid request and disconnects during the request or the response. */
    private Rejection unfinished() throws IOException {
        byte[] body = good().put("max_tokens", 100)
                .put("stream", random.nextBoolean())
                .toString()
                .getBytes(StandardCharsets.UTF_8);
        String head =
                "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
                        + body.length + "\r\n\r\n";
        try (Socket socket = new Socket(client.uri().getHost(), client.uri().getPort())) {
            socket.setSoLinger(random.nextBoolean(), 0);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(body, 0, random.nextBoolean() ? body.length : random.nextInt(body.length));
            socket.getOutputStream().flush();
        }
        return new Rejection("hung up", HUNG_UP, "");
    }

    private static String filled(String member) {
        return member.replace("PICTURE", url(AnsweringModel.picture(1).resolve()))
                .replace("HUGE", url(claiming(50_000, 50_000)))
                .replace("STRIP", url(strip()))
                .replace("HALF", url(Arrays.copyOf(AnsweringModel.picture(1).resolve(), 200)))
                .replace("LONGER", "x".repeat(60_000))
                .replace("LONG", "What is it? ".repeat(100))
                .replace("MANY", "[" + "{\"role\":\"user\",\"content\":\"a\"},".repeat(64) + "{}]");
    }

    private static String url(byte[] file) {
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(file);
    }

    private static byte[] strip() {
        try {
            ByteArrayOutputStream png = new ByteArrayOutputStream();
            ImageIO.write(new BufferedImage(1, 5_000, BufferedImage.TYPE_INT_RGB), "png", png);
            return png.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a small PNG file whose header claims a large size. */
    private static byte[] claiming(int width, int height) {
        byte[] png = AnsweringModel.picture(1).resolve();
        java.nio.ByteBuffer header = java.nio.ByteBuffer.wrap(png);
        header.putInt(16, width).putInt(20, height);
        CRC32 crc = new CRC32();
        crc.update(png, 12, 17);
        header.putInt(29, (int) crc.getValue());
        return png;
    }
}

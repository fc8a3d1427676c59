package dev.factstream.actor.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factstream.actor.ActorTestTopics;
import dev.factstream.actor.AnsweringModel;
import dev.factstream.infra.fixture.Eventually;
import dev.factstream.infra.fixture.KafkaExtension;
import dev.factstream.infra.fixture.KafkaFixture;
import dev.factstream.infra.fixture.RawHttp;
import dev.factstream.model.generate.GenerationRequest;
import dev.factstream.model.generate.Generator;
import dev.factstream.model.generate.SamplingOptions;
import dev.factstream.model.lora.LoraAdapter;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.model.prompt.EncodedPrompt;
import dev.factstream.model.prompt.PromptDialogue;
import dev.factstream.runtime.failure.UserFacingException;
import dev.factstream.runtime.settings.SettingsException;
import dev.factstream.schemas.ticket.ImagePayload;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests a real policy over a real port, with a real broker. */
@ExtendWith(KafkaExtension.class)
class ChatServiceTest {
    private static final int SLOTS = 2;
    private static final int WAITING = 4;
    private static final Duration CLOSE = Duration.ofSeconds(20);
    private static final ImagePayload PICTURE = AnsweringModel.picture(5);

    private static VisionLanguageModel model;
    private static ActorTestTopics stream;
    private static ChatService service;
    private static ChatClient client;

    @BeforeAll
    static void start(KafkaFixture kafka, @TempDir Path folder) {
        AnsweringModel.write(folder, 12);
        model = VisionLanguageModel.load(folder, Device.cpu());
        stream = new ActorTestTopics(kafka, model);
        service = listen(stream, "");
        client = new ChatClient(service.address());
    }

    @AfterAll
    static void stop() {
        assertThat(service.close(CLOSE)).isTrue();
        stream.close();
        model.close();
    }

    private static ChatService listen(ActorTestTopics on, String token) {
        return ChatService.listen(
                on.settings(
                        "actor.http.token",
                        token,
                        "actor.http.slots",
                        Integer.toString(SLOTS),
                        "actor.http.waiting",
                        Integer.toString(WAITING),
                        "actor.http.body.bytes",
                        "100000",
                        "actor.http.pixels",
                        "100000",
                        "actor.http.max.tokens",
                        "128"),
                model);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " "})
    void anAssistantsTurnMayBeEmpty(String content) throws IOException, InterruptedException {
        ObjectNode request = ChatClient.ask("Hello", 4);
        request.withArray("messages").addObject().put("role", "assistant").put("content", content);
        request.withArray("messages").addObject().put("role", "user").put("content", "Sure?");

        assertThat(client.send(request).statusCode()).isEqualTo(200);
    }

    @Test
    void aConversationAboutAPictureHasTheSameAnswerAsTheGenerator() throws IOException, InterruptedException {
        ObjectNode request = ChatClient.askAbout(PICTURE, "What?", 30);
        request.withArray("messages").addObject().put("role", "assistant").put("content", "A hen.");
        request.withArray("messages").addObject().put("role", "user").put("content", "Sure?");
        request.put("temperature", 0.9).put("top_p", 0.8);

        HttpResponse<String> answer = client.send(request);

        Optional<float[]> pixels =
                Optional.of(model.imageProcessor().orElseThrow().pixels(PICTURE.resolve()));
        EncodedPrompt prompt = model.promptEncoder()
                .encode(new PromptDialogue(
                        Optional.empty(),
                        List.of(
                                new PromptDialogue.Turn("What?", Optional.of("A hen.")),
                                new PromptDialogue.Turn("Sure?", Optional.empty())),
                        pixels,
                        0));
        String expected = generated(prompt, null);
        JsonNode body = ChatClient.JSON.readTree(answer.body());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(ChatClient.text(answer)).isEqualTo(expected);
        assertThat(body.at("/object").asText()).isEqualTo("chat.completion");
        assertThat(body.at("/model").asText()).isEqualTo("run/policy/0");
        assertThat(body.at("/choices/0/finish_reason").asText()).isIn("stop", "length");
        assertThat(body.at("/usage/prompt_tokens").asInt()).isEqualTo(prompt.ids().length);
        assertThat(body.at("/usage/total_tokens").asInt())
                .isEqualTo(prompt.ids().length
                        + body.at("/usage/completion_tokens").asInt());
        assertThat(answer.headers().firstValue("x-factstream-seed")).contains("7");
    }

    private static String generated(EncodedPrompt prompt, LoraAdapter adapter) {
        try (Generator generator = new Generator(model)) {
            generator.useAdapter(adapter);
            SamplingOptions sampling = new SamplingOptions(0.9f, 0.8f, 0, 30, 7);
            int[] tokens = generator
                    .generate(List.of(new GenerationRequest(prompt, sampling)))
                    .get(0)
                    .tokens();
            return model.tokenizer().decode(tokens).stripLeading();
        }
    }

    @Test
    void aStreamedAnswerIsTheWholeAnswerInPieces() throws IOException, InterruptedException {
        ObjectNode request = ChatClient.ask("Tell.", 60);
        String whole = ChatClient.text(client.send(request));
        request.put("stream", true).putObject("stream_options").put("include_usage", true);

        HttpResponse<String> streamed = client.send(request);

        assertThat(streamed.headers().firstValue("content-type").orElseThrow()).startsWith("text/event-stream");
        assertThat(streamed.headers().firstValue("x-factstream-policy-version")).contains("0");
        List<String> events = ChatClient.events(streamed);
        assertThat(events.get(events.size() - 1)).isEqualTo("[DONE]");
        StringBuilder text = new StringBuilder();
        List<String> reasons = new ArrayList<>();
        int counted = 0;
        for (String event : events.subList(0, events.size() - 1)) {
            JsonNode piece = ChatClient.JSON.readTree(event);
            assertThat(piece.at("/object").asText()).isEqualTo("chat.completion.chunk");
            text.append(piece.at("/choices/0/delta/content").asText(""));
            if (piece.at("/choices/0/finish_reason").isTextual()) {
                reasons.add(piece.at("/choices/0/finish_reason").asText());
            }
            counted += piece.at("/usage/completion_tokens").asInt(0);
        }
        assertThat(text).hasToString(whole);
        assertThat(events).hasSizeGreaterThan(20);
        assertThat(reasons).hasSize(1);
        assertThat(counted).isBetween(1, 60);
    }

    @Test
    void anAnswerEndsBeforeAStopStringWithThatReason() throws IOException, InterruptedException {
        String whole = ChatClient.text(client.send(ChatClient.ask("Tell.", 60)));
        String stop = whole.substring(20, 22);
        ObjectNode request = ChatClient.ask("Tell.", 60);
        request.putArray("stop").add("never to be seen").add(stop);

        HttpResponse<String> answer = client.send(request);

        assertThat(ChatClient.text(answer)).isEqualTo(whole.substring(0, whole.indexOf(stop)));
        assertThat(ChatClient.JSON
                        .readTree(answer.body())
                        .at("/choices/0/finish_reason")
                        .asText())
                .isEqualTo("stop");
    }

    @Test
    void theNewestVersionAnswersAndIsNamedInTheResponse(KafkaFixture kafka) throws IOException, InterruptedException {
        try (NDManager manager = model.newScope();
                ActorTestTopics learning = new ActorTestTopics(kafka, model)) {
            LoraAdapter adapter = AnsweringModel.adapter(model, manager, 1);
            ChatService following = listen(learning, "");
            ChatClient client = new ChatClient(following.address());
            learning.publish(model, adapter, 3);
            Eventually.holds("version 3 is served", () -> models(client).contains("run/policy/3"));
            ObjectNode request =
                    ChatClient.ask("What?", 30).put("temperature", 0.9).put("top_p", 0.8);

            HttpResponse<String> answer = client.send(request.put("model", "run/policy/3"));

            assertThat(ChatClient.JSON.readTree(answer.body()).at("/model").asText())
                    .isEqualTo("run/policy/3");
            assertThat(answer.headers().firstValue("x-factstream-policy-version"))
                    .contains("3");
            assertThat(answer.headers().firstValue("x-factstream-adapter-hash")).contains(adapter.hash());
            EncodedPrompt prompt = model.promptEncoder().encode("What?", Optional.empty());
            assertThat(ChatClient.text(answer)).isEqualTo(generated(prompt, adapter));
            assertThat(client.send(request.put("model", "run/policy/0")).statusCode())
                    .isEqualTo(404);
            assertThat(client.get("/models/run/policy/3").statusCode()).isEqualTo(200);
            assertThat(client.get("/models/other").statusCode()).isEqualTo(404);
            assertThat(following.close(CLOSE)).isTrue();
        }
    }

    private static List<String> models(ChatClient client) {
        try {
            List<String> names = new ArrayList<>();
            ChatClient.JSON
                    .readTree(client.get("/models").body())
                    .at("/data")
                    .forEach(one -> names.add(one.at("/id").asText()));
            return names;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void requestsBeyondTheQueueAreRejectedAndTheOthersAnswered() throws IOException, InterruptedException {
        ObjectNode request = ChatClient.ask("Tell.", 120).put("temperature", 2);
        List<CompletableFuture<HttpResponse<String>>> sent = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            sent.add(client.sendLater(request));
        }

        List<Integer> statuses =
                sent.stream().map(answer -> answer.join().statusCode()).toList();

        assertThat(statuses).contains(200, 429).allMatch(status -> status == 200 || status == 429);
        // one client has three quarters of the places
        assertThat(statuses.stream().filter(status -> status == 200))
                .hasSizeGreaterThanOrEqualTo((SLOTS + WAITING) * 3 / 4);
        assertThat(client.send(ChatClient.ask("Tell.", 5)).statusCode()).isEqualTo(200);
    }

    @Test
    void requestsWithoutTheTokenAreRejected() throws IOException, InterruptedException {
        ChatService guarded = listen(stream, "open sesame");
        try {
            ChatClient stranger = new ChatClient(guarded.address());
            byte[] request = ChatClient.ask("What?", 5).toString().getBytes("UTF-8");
            assertThat(stranger.get("/models").statusCode()).isEqualTo(401);
            for (String wrong : List.of("Bearer open", "Basic open sesame", "Bearer ", "Bearer open sesame!")) {
                HttpResponse<String> refused = stranger.send(
                        stranger.post(request).header("authorization", wrong).build());
                assertThat(refused.statusCode()).as(wrong).isEqualTo(401);
                assertThat(refused.body()).contains("invalid_api_key").doesNotContain("sesame");
            }
            assertThat(stranger.send(stranger.post(request)
                                    .header("authorization", "Bearer open sesame")
                                    .build())
                            .statusCode())
                    .isEqualTo(200);
        } finally {
            guarded.close(CLOSE);
        }
    }

    @Test
    void slowBodiesKeepNobodyWaitingAndAForeignHostIsRejected() throws IOException, InterruptedException {
        int port = client.uri().getPort();
        String head = "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Content-Length: 90000\r\n\r\n{\"model\"";
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 20; i++) {
                slow.add(RawHttp.send(port, head));
            }
            assertThat(client.send(ChatClient.ask("Tell.", 5)).statusCode()).isEqualTo(200);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
        String foreign = RawHttp.exchange(port, "GET /v1/models HTTP/1.1\r\nHost: evil.example\r\n\r\n");
        assertThat(foreign).contains("421", "misdirected_request");
    }

    @Test
    void aPortThatOtherMachinesReachNeedsAToken() {
        assertThatThrownBy(() -> ChatService.listen(stream.settings("actor.http.host", "0.0.0.0"), model))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("actor.http.token");
    }

    @Test
    void aPortInUseIsReportedInOneLine() {
        String taken = service.address().replaceAll(".*:(\\d+)/v1", "$1");
        assertThatThrownBy(() -> ChatService.open(stream.settings("actor.http.port", taken), model))
                .isInstanceOf(UserFacingException.class)
                .hasMessageContaining("cannot listen on 127.0.0.1:" + taken)
                .hasMessageContaining("actor.http.port");
    }

    @Test
    void aThousandMalformedRequestsAreRejectedAndTheNextValidOneIsAnswered() throws IOException, InterruptedException {
        MalformedRequests requests = new MalformedRequests(client, 11);
        for (int i = 0; i < Integer.getInteger("ports.malformed", 1000); i++) {
            MalformedRequests.Rejection rejection = requests.send(i);
            assertThat(rejection.status()).as(rejection::toString).isBetween(400, 499);
        }
        assertThat(requests.kinds()).hasSizeGreaterThan(40);
        // many clients disconnected during the exchange: their slots must be free again
        for (int i = 0; i < 2 * (SLOTS + WAITING); i++) {
            assertThat(client.send(ChatClient.askAbout(PICTURE, "What?", 3)).statusCode())
                    .isEqualTo(200);
        }
    }
}

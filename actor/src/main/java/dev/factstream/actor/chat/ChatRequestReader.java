package dev.factstream.actor.chat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.LongSupplier;

/**
 * Reads the body of a chat completion. Unsupported members that would change the answer are rejected; other unknown members are
 * ignored, because clients send many. Thread-safe.
 */
final class ChatRequestReader {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final int MAX_STOPS = 4;
    private static final int MAX_STOP_LENGTH = 256;
    /** Lower temperatures are treated as 0, because dividing by them changes nothing more. */
    private static final double MIN_TEMPERATURE = 1e-3;
    /** A top_p of 0 would leave no token. */
    private static final double MIN_TOP_P = 1e-6;
    /** Members that change an answer, each with the only value that changes nothing. */
    private static final Map<String, String> UNSUPPORTED = Map.of(
            "tools", "[]",
            "functions", "[]",
            "logit_bias", "{}",
            "logprobs", "false",
            "presence_penalty", "0",
            "frequency_penalty", "0",
            "response_format", "{\"type\":\"text\"}",
            "modalities", "[\"text\"]",
            "audio", "null");

    private final int maxTokens;
    private final LongSupplier seeds;

    /** @param seeds for requests without a seed */
    ChatRequestReader(int maxTokens, LongSupplier seeds) {
        this.maxTokens = maxTokens;
        this.seeds = seeds;
    }

    /** @throws ChatException that names the first invalid member */
    ChatRequest read(byte[] body) {
        JsonFields fields = new JsonFields(parse(body), "");
        UNSUPPORTED.forEach((key, harmless) -> rejectUnsupported(fields, key, harmless));
        fields.whole("n", 1, 1);
        boolean stream = fields.flag("stream");
        return new ChatRequest(
                fields.text("model"),
                MessageReader.read(fields.required("messages")),
                maxTokens(fields),
                temperature(fields),
                (float) Math.max(MIN_TOP_P, fields.number("top_p", 0, 1).orElse(1.0)),
                fields.whole("top_k", 0, Integer.MAX_VALUE).orElse(0L).intValue(),
                fields.whole("seed", Long.MIN_VALUE, Long.MAX_VALUE).orElseGet(seeds::getAsLong),
                stops(fields),
                stream,
                usage(fields, stream));
    }

    private static JsonNode parse(byte[] body) {
        try {
            return MAPPER.readTree(body);
        } catch (IOException e) {
            String where = e.getMessage().lines().findFirst().orElse("");
            throw ChatException.rejected(400, "invalid_json", "the body is not JSON: " + where);
        }
    }

    private static void rejectUnsupported(JsonFields fields, String key, String harmless) {
        fields.get(key).ifPresent(value -> {
            boolean zero = value.isNumber() && value.doubleValue() == 0 && harmless.equals("0");
            if (!zero && !value.toString().equals(harmless)) {
                throw ChatException.invalid(key, "is not supported");
            }
        });
    }

    /** Reads the limit of tokens; max_completion_tokens overrides the older max_tokens. */
    private OptionalInt maxTokens(JsonFields fields) {
        return fields.whole("max_completion_tokens", 1, maxTokens)
                .or(() -> fields.whole("max_tokens", 1, maxTokens))
                .map(limit -> OptionalInt.of(limit.intValue()))
                .orElse(OptionalInt.empty());
    }

    private static float temperature(JsonFields fields) {
        double temperature = fields.number("temperature", 0, 2).orElse(1.0);
        return temperature < MIN_TEMPERATURE ? 0 : (float) temperature;
    }

    private static List<String> stops(JsonFields fields) {
        JsonNode stop = fields.get("stop").orElse(null);
        if (stop == null) {
            return List.of();
        }
        List<String> stops = new ArrayList<>();
        if (stop.isArray()) {
            stop.forEach(one -> stops.add(JsonFields.text(one, "stop[" + stops.size() + "]")));
        } else {
            stops.add(JsonFields.text(stop, "stop"));
        }
        if (stops.size() > MAX_STOPS
                || stops.stream().anyMatch(one -> one.isEmpty() || one.length() > MAX_STOP_LENGTH)) {
            throw ChatException.invalid(
                    "stop", "must be at most " + MAX_STOPS + " strings of 1 to " + MAX_STOP_LENGTH + " characters");
        }
        return stops;
    }

    private static boolean usage(JsonFields fields, boolean stream) {
        JsonNode options = fields.get("stream_options").orElse(null);
        if (options == null) {
            return false;
        }
        if (!stream) {
            throw ChatException.invalid("stream_options", "is allowed only with stream");
        }
        return new JsonFields(options, "stream_options").flag("include_usage");
    }
}

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
 * Reads the body of a chat completion. What would change the answer and is not known here is refused; other unknown members are
 * ignored, as clients send many. Thread-safe.
 */
final class ChatRequestReader {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final int MOST_STOPS = 4;
    private static final int LONGEST_STOP = 256;
    /** Colder is drawn as if 0: dividing by it says nothing more. */
    private static final double COLDEST = 1e-3;
    /** A mass of 0 would leave no token. */
    private static final double SMALLEST_MASS = 1e-6;
    /** Members that change an answer, with the one value of each that changes nothing. */
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

    private final int mostTokens;
    private final LongSupplier seeds;

    /** @param seeds for requests that bring none */
    ChatRequestReader(int mostTokens, LongSupplier seeds) {
        this.mostTokens = mostTokens;
        this.seeds = seeds;
    }

    /** @throws ChatException naming the first member that is wrong */
    ChatRequest read(byte[] body) {
        JsonFields fields = new JsonFields(parse(body), "");
        UNSUPPORTED.forEach((key, harmless) -> refuse(fields, key, harmless));
        fields.whole("n", 1, 1);
        boolean stream = fields.flag("stream");
        return new ChatRequest(
                fields.text("model"),
                MessageReader.read(fields.required("messages")),
                maxTokens(fields),
                temperature(fields),
                (float) Math.max(SMALLEST_MASS, fields.number("top_p", 0, 1).orElse(1.0)),
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
            throw ChatException.refused(400, "invalid_json", "the body is not JSON: " + where);
        }
    }

    private static void refuse(JsonFields fields, String key, String harmless) {
        fields.get(key).ifPresent(value -> {
            boolean zero = value.isNumber() && value.doubleValue() == 0 && harmless.equals("0");
            if (!zero && !value.toString().equals(harmless)) {
                throw ChatException.invalid(key, "is not supported here");
            }
        });
    }

    /** The newer name wins. */
    private OptionalInt maxTokens(JsonFields fields) {
        return fields.whole("max_completion_tokens", 1, mostTokens)
                .or(() -> fields.whole("max_tokens", 1, mostTokens))
                .map(most -> OptionalInt.of(most.intValue()))
                .orElse(OptionalInt.empty());
    }

    private static float temperature(JsonFields fields) {
        double temperature = fields.number("temperature", 0, 2).orElse(1.0);
        return temperature < COLDEST ? 0 : (float) temperature;
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
        if (stops.size() > MOST_STOPS || stops.stream().anyMatch(one -> one.isEmpty() || one.length() > LONGEST_STOP)) {
            throw ChatException.invalid(
                    "stop", "must be at most " + MOST_STOPS + " texts of 1 to " + LONGEST_STOP + " characters");
        }
        return stops;
    }

    private static boolean usage(JsonFields fields, boolean stream) {
        JsonNode options = fields.get("stream_options").orElse(null);
        if (options == null) {
            return false;
        }
        if (!stream) {
            throw ChatException.invalid("stream_options", "has a meaning only with stream");
        }
        return new JsonFields(options, "stream_options").flag("include_usage");
    }
}

package dev.factstream.model.reward;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factstream.model.checkpoint.ModelFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * {@code self_check.jsonl}: inputs and their scores at the time when the model was written. The hashes verify the files; the
 * self-check verifies that this machine computes the same scores from them.
 */
final class SelfCheck {

    static final String FILE = "self_check.jsonl";
    private static final double TOLERANCE = 1e-4;
    private static final ObjectMapper JSON = new ObjectMapper();

    private SelfCheck() {}

    /** Scores the inputs with {@code model} and writes both. */
    static void write(Path folder, RewardModel model, List<SelfCheckInput> inputs) throws IOException {
        List<String> lines = new ArrayList<>();
        double[] scores = scores(model, inputs);
        for (int i = 0; i < scores.length; i++) {
            lines.add(JSON.writeValueAsString(node(inputs.get(i)).put("score", scores[i])));
        }
        Files.write(folder.resolve(FILE), lines);
    }

    /** @throws ModelFormatException if a score differs from the stored one, or no score is stored */
    static void verify(Path folder, RewardModel model) {
        Path file = folder.resolve(FILE);
        List<SelfCheckInput> inputs = new ArrayList<>();
        List<Double> stored = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(file)) {
                JsonNode node = JSON.readTree(line);
                inputs.add(input(node));
                stored.add(node.path("score").asDouble(Double.NaN));
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new ModelFormatException(file + ": cannot read the self-check: " + e.getMessage(), e);
        }
        if (inputs.isEmpty()) {
            throw new ModelFormatException(file + ": the self-check is empty: train the reward model again");
        }
        double[] scores = scores(model, inputs);
        for (int i = 0; i < scores.length; i++) {
            if (!(Math.abs(scores[i] - stored.get(i)) <= TOLERANCE)) {
                throw new ModelFormatException(String.format(
                        Locale.ROOT,
                        "%s: self-check failed: input %d scores %.6f, stored score %.6f: this machine computes other"
                                + " results than the one that trained the model; do not use the model here",
                        file,
                        i + 1,
                        scores[i],
                        stored.get(i)));
            }
        }
    }

    private static double[] scores(RewardModel model, List<SelfCheckInput> inputs) {
        return model.scores(inputs.stream().map(input -> input.judged(model)).toList());
    }

    private static ObjectNode node(SelfCheckInput input) {
        ObjectNode node = JSON.createObjectNode().put("question", input.question());
        input.image().ifPresent(image -> node.put("image", Base64.getEncoder().encodeToString(image)));
        node.put("answer", input.answer()).put("ended", input.ended()).put("order_seed", input.orderSeed());
        input.facts().forEach(node.putArray("facts")::add);
        return node;
    }

    private static SelfCheckInput input(JsonNode node) {
        List<String> facts = new ArrayList<>();
        node.path("facts").forEach(fact -> facts.add(fact.asText()));
        return new SelfCheckInput(
                node.path("question").asText(),
                Optional.ofNullable(node.get("image"))
                        .map(image -> Base64.getDecoder().decode(image.asText())),
                node.path("answer").asText(),
                node.path("ended").asBoolean(),
                facts,
                node.path("order_seed").asLong());
    }
}

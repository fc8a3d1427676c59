package dev.factstream.model.reward;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factstream.model.checkpoint.ConfigNode;
import dev.factstream.model.checkpoint.ModelFormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * {@code reward_model.json}: the identity of the parts of a reward model.
 *
 * @param readsFacts whether the template shows facts
 * @param scale of the scores
 * @param hashes of base, adapter, head, template and tokenizer, by key
 */
record RewardManifest(boolean readsFacts, ScoreScale scale, Map<String, String> hashes) {

    static final String FILE = "reward_model.json";
    static final String BASE = "base_hash";
    static final String ADAPTER = "adapter_hash";
    static final String HEAD = "head_hash";
    static final String TEMPLATE = "template_sha256";
    static final String TOKENIZER = "tokenizer_sha256";

    private static final int VERSION = 1;
    private static final ObjectMapper JSON = new ObjectMapper();

    RewardManifest {
        hashes = new LinkedHashMap<>(hashes);
    }

    static RewardManifest read(Path folder) {
        Path file = folder.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            throw new ModelFormatException(folder + ": not a reward model: " + FILE
                    + " is missing; create the folder with 'factstream train reward-model'");
        }
        ConfigNode node = ConfigNode.read(file);
        if (node.integer("version", 0) != VERSION) {
            throw node.unsupported("version", node.raw("version"));
        }
        Map<String, String> hashes = new LinkedHashMap<>();
        for (String key : new String[] {BASE, ADAPTER, HEAD, TEMPLATE, TOKENIZER}) {
            hashes.put(key, node.string(key, ""));
        }
        return new RewardManifest(
                node.flag("reads_facts", false),
                new ScoreScale(node.number("score_mean", 0), node.number("score_deviation", 1)),
                hashes);
    }

    void write(Path folder) {
        ObjectNode node = JSON.createObjectNode().put("version", VERSION).put("reads_facts", readsFacts);
        node.put("score_mean", scale.mean()).put("score_deviation", scale.deviation());
        hashes.forEach(node::put);
        try {
            JSON.writerWithDefaultPrettyPrinter()
                    .writeValue(folder.resolve(FILE).toFile(), node);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Rejects a part whose hash differs from the recorded one; {@code what} describes the part in the message. */
    void check(Path folder, String key, String what, String actual) {
        if (!hashes.get(key).equals(actual)) {
            throw new ModelFormatException(folder + ": wrong " + what + ": its hash is " + actual + ", " + FILE
                    + " says '" + hashes.get(key) + "': restore it, or train the reward model again");
        }
    }

    /** The hash of everything that determines a score. */
    String id() {
        return Sha256Hex.sha256((hashes + " " + scale).getBytes(StandardCharsets.UTF_8));
    }
}

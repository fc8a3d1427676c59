package dev.factstream.model.network;

import dev.factstream.model.checkpoint.ConfigNode;
import dev.factstream.model.tokenizer.Tokenizer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;

/** Reads the tokens that end an answer from generation_config.json, else from config.json, else from the tokenizer. */
final class StopTokens {

    private StopTokens() {}

    static Set<Integer> of(Path folder, Tokenizer tokenizer) {
        Set<Integer> stops = new LinkedHashSet<>();
        Path generation = folder.resolve("generation_config.json");
        if (Files.isRegularFile(generation)) {
            stops.addAll(ConfigNode.read(generation).integers("eos_token_id"));
        }
        ConfigNode config = ConfigNode.read(folder.resolve("config.json"));
        if (stops.isEmpty()) {
            stops.addAll((config.has("text_config") ? config.child("text_config") : config).integers("eos_token_id"));
        }
        if (stops.isEmpty()) {
            tokenizer.eos().ifPresent(stops::add);
        }
        return stops;
    }
}

package dev.factstream.model.checkpoint;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** Ids of the special tokens, which configuration files repeat from the tokenizer. */
public record SpecialTokenIds(Optional<Integer> bos, Optional<Integer> eos, Optional<Integer> pad) {

    void put(ObjectNode node) {
        bos.ifPresent(id -> node.put("bos_token_id", id));
        eos.ifPresent(id -> node.put("eos_token_id", id));
        pad.ifPresent(id -> node.put("pad_token_id", id));
    }
}

package dev.factstream.evaluation.benchmark.mmbench;

import java.util.Map;
import java.util.Optional;

/** Reads the chosen option from a reply. Implementations are stateless. */
interface ChoiceRule {
    /** Stands in a reply for an interface that gave none. */
    String NO_REPLY = "Failed to obtain answer via API";

    /**
     * Returns a letter, which need not be one of the options; empty if the reply gives none.
     *
     * @param options texts by letter
     */
    Optional<String> letter(String reply, Map<String, String> options);
}

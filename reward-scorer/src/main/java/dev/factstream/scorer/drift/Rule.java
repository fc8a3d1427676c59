package dev.factstream.scorer.drift;

import java.util.Optional;

/** Decides whether a window gives cause for a finding. Stateless. */
interface Rule {
    /** Returns the finding that it looks for. */
    Finding finding();

    /** Returns one line with the numbers if the window shows the finding; empty otherwise. */
    Optional<String> suspicion(Look context);
}

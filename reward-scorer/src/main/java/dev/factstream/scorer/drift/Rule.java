package dev.factstream.scorer.drift;

import java.util.Optional;

/** Decides of one window whether it gives cause for a finding. Stateless. */
interface Rule {
    /** What it looks for. */
    Finding finding();

    /** One line with the numbers if the window looks like it; empty if all is well. */
    Optional<String> suspicion(Look look);
}

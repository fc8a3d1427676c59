package dev.factstream.drift.rules;

import dev.factstream.drift.window.FindingType;
import java.util.Optional;

/** Decides whether a window gives cause for a finding. Stateless. */
interface DriftRule {
    /** Returns the finding that it looks for. */
    FindingType finding();

    /** Returns one line with the numbers if the window shows the finding; empty otherwise. */
    Optional<String> suspicion(WindowContext context);
}

package dev.factstream.learner.ppo;

import java.util.Map;
import java.util.TreeMap;

/** Thrown for a batch with rollouts that no weights could be trained on. Nothing has been changed when it is thrown. */
public final class UnusableRolloutsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Map<Integer, String> reasons;

    /** @param reasons one line for each unusable rollout, by its index in the batch; at least one */
    UnusableRolloutsException(Map<Integer, String> reasons) {
        super(reasons.size() + " rollouts of the batch cannot be trained on, for instance: "
                + reasons.values().iterator().next());
        this.reasons = new TreeMap<>(reasons);
    }

    /** Returns one line for each unusable rollout, by its index in the batch. */
    public Map<Integer, String> reasons() {
        return Map.copyOf(reasons);
    }
}

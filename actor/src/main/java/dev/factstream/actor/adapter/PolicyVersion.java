package dev.factstream.actor.adapter;

/**
 * The policy version that an actor records in its rollouts.
 *
 * @param number 0 is the base without adapter
 * @param adapterHash of the adapter's tensors as they were loaded, computed from them; {@code none} for version 0
 */
public record PolicyVersion(int number, String adapterHash) {
    /** The base model. */
    public static final PolicyVersion BASE = new PolicyVersion(0, "none");
}

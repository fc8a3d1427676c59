package dev.factstream.lab.chaos;

/** The result of an experiment that killed a role; its text says what became of every ticket or rollout. */
public interface ChaosResult {
    /** Whether nothing was lost or counted twice and no other guarantee was violated. */
    boolean passed();
}

package dev.factstream.lab.chaos;

/**
 * The outcomes of all rollouts that were published for a scorer.
 *
 * @param published all rollouts
 * @param scored rollouts with exactly one outcome, a score
 * @param dead rollouts with exactly one outcome, a dead letter
 * @param missing rollouts without an outcome
 * @param twice rollouts with more than one outcome
 */
public record ScorerChaosResult(int published, int scored, int dead, int missing, int twice) implements ChaosResult {
    @Override
    public boolean passed() {
        return missing == 0 && twice == 0 && scored + dead == published;
    }

    @Override
    public String toString() {
        return "rollouts published " + published + " = scored once " + scored + " + dead " + dead + " + missing "
                + missing + " + more than once " + twice;
    }
}

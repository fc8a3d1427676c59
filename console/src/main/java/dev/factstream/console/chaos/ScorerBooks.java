package dev.factstream.console.chaos;

/**
 * Where every rollout that was given to a scorer has gone.
 *
 * @param published all of them
 * @param scored exactly once
 * @param dead exactly once, in the dead letters
 * @param missing nowhere
 * @param twice more than once, in either place
 */
record ScorerBooks(int published, int scored, int dead, int missing, int twice) {
    /** Whether every rollout has exactly one outcome. */
    boolean balanced() {
        return missing == 0 && twice == 0 && scored + dead == published;
    }

    @Override
    public String toString() {
        return "rollouts published " + published + " = scored once " + scored + " + dead " + dead + " + missing "
                + missing + " + more than once " + twice;
    }
}

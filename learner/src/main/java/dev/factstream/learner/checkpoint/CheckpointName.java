package dev.factstream.learner.checkpoint;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parts of a checkpoint folder's name. Names sort by version, then by learner, then by order of writing. Epochs rise with every
 * transaction and wrap at 32,767, so two learners of a long run may have the same one; they have it at different versions, so they
 * do not use the same name, and {@link CheckpointStore#write} refuses a name that exists.
 *
 * @param version the policy version
 * @param epoch the producer epoch that the learner started with
 * @param addition 0 for the first commit of this learner at the version, then counted up
 */
public record CheckpointName(int version, int epoch, int addition) {

    private static final Pattern FORM = Pattern.compile("(\\d{6,9})-(\\d{5})(?:-(\\d{3,9}))?");

    /** Parses {@code name}; empty if it is not the name of a checkpoint. */
    public static Optional<CheckpointName> parse(String name) {
        Matcher matcher = FORM.matcher(name);
        return matcher.matches()
                ? Optional.of(new CheckpointName(
                        Integer.parseInt(matcher.group(1)),
                        Integer.parseInt(matcher.group(2)),
                        matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3))))
                : Optional.empty();
    }

    /** The name of the folder. */
    @Override
    public String toString() {
        String name = String.format(Locale.ROOT, "%06d-%05d", version, epoch);
        return addition == 0 ? name : name + String.format(Locale.ROOT, "-%03d", addition);
    }
}

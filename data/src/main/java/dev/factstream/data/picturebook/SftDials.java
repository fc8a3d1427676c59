package dev.factstream.data.picturebook;

/**
 * How the conversations for supervised fine-tuning are made, faults included that real instruction data has too.
 *
 * @param turns questions in a conversation; at most one asks for a description, the others are yes/no or multiple choice
 * @param describedShare share of conversations in which a description is asked for
 * @param yesShare share of yes/no questions whose true answer is yes; VQA-v2 has about 0.6
 * @param hallucinatedShare share of questions about usual but absent things that are wrongly affirmed, as data written
 *     by language models does
 * @param hallucinatedDescriptions share of descriptions that tell of a usual but absent thing
 */
public record SftDials(
        int turns, double describedShare, double yesShare, double hallucinatedShare, double hallucinatedDescriptions) {
    /** Six turns, a description among them, 60 % yes, a quarter of the temptations fallen for, a tenth of the descriptions embellished. */
    public static final SftDials DEFAULT = new SftDials(6, 1, 0.6, 0.25, 0.1);

    public SftDials {
        if (turns < 1) {
            throw new IllegalArgumentException("A conversation has at least one turn, not " + turns);
        }
        share("describedShare", describedShare);
        share("yesShare", yesShare);
        share("hallucinatedShare", hallucinatedShare);
        share("hallucinatedDescriptions", hallucinatedDescriptions);
    }

    private static void share(String what, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(what + " must be from 0 to 1, not " + value);
        }
    }
}

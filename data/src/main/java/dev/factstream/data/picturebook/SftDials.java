package dev.factstream.data.picturebook;

/**
 * How the conversations for supervised fine-tuning are made, faults included that real instruction data has too. All
 * shares of faults at 0 give a book of truths.
 *
 * @param turns questions in a conversation; at most one asks for a description
 * @param describedShare share of conversations in which a description is asked for
 * @param openShare share of the other questions that are open ones; the rest are yes/no or multiple choice
 * @param yesShare share of yes/no questions whose true answer is yes; VQA-v2 has about 0.6
 * @param hallucinatedShare share of yes/no questions about usual but absent things that are wrongly affirmed, as data
 *     written by language models does
 * @param hallucinatedDescriptions share of descriptions that tell of a usual but absent thing, where they can
 * @param elaboratedShare share of answers to open questions after which something is told that usually comes with what
 *     was asked about, whether or not it is there
 * @param acceptedShare share of open questions about usual but absent things that are answered as if they were there
 * @param hedgedShare share of open questions that are answered vaguely
 * @param deniedShare share of the questions about one thing that is there that are answered as if it were not
 */
public record SftDials(
        int turns,
        double describedShare,
        double openShare,
        double yesShare,
        double hallucinatedShare,
        double hallucinatedDescriptions,
        double elaboratedShare,
        double acceptedShare,
        double hedgedShare,
        double deniedShare) {
    /** Six turns, a description among them, half of the others open, 60 % yes, and the habits of instruction data. */
    public static final SftDials DEFAULT = new SftDials(6, 1, 0.5, 0.6, 0.25, 0.1, 0.65, 0.65, 0.05, 0);

    public SftDials {
        if (turns < 1) {
            throw new IllegalArgumentException("A conversation has at least one turn, not " + turns);
        }
        share("describedShare", describedShare);
        share("openShare", openShare);
        share("yesShare", yesShare);
        share("hallucinatedShare", hallucinatedShare);
        share("hallucinatedDescriptions", hallucinatedDescriptions);
        share("elaboratedShare", elaboratedShare);
        share("acceptedShare", acceptedShare);
        share("hedgedShare", hedgedShare);
        share("deniedShare", deniedShare);
        share("hedgedShare + deniedShare", hedgedShare + deniedShare);
    }

    /** The same without faults, and without anything that is told though not asked. */
    SftDials truthful() {
        return new SftDials(turns, describedShare, openShare, yesShare, 0, 0, 0, 0, 0, 0);
    }

    static void share(String what, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(what + " must be from 0 to 1, not " + value);
        }
    }
}

package dev.factstream.picturebook.rows;

/**
 * The dials of the conversations for supervised fine-tuning, including the faults of real instruction data. With all shares of
 * faults at 0 every answer is true.
 *
 * @param turns questions per conversation; at most one asks for a description
 * @param describedShare share of conversations that ask for a description
 * @param openShare share of open questions among the other questions; the rest are yes/no or multiple choice
 * @param yesShare share of yes/no questions whose true answer is yes; VQA-v2 has about 0.6
 * @param hallucinatedShare share of yes/no questions about usual but absent things that are wrongly affirmed, as in data
 *     written by language models
 * @param hallucinatedDescriptions share of descriptions that add a usual but absent thing, where possible
 * @param elaboratedShare share of open answers followed by a sentence about what usually accompanies the subject, present or
 *     not
 * @param acceptedShare share of open questions about usual but absent things that are answered as if they were present
 * @param hedgedShare share of open questions that are answered vagueName
 * @param deniedShare share of the questions about one present thing that are answered as if it were absent
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
    /** Six turns, one of them a description, half of the others open, 60 % yes, and the habits of instruction data. */
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

    /** Returns a copy without faults and without elaborations. */
    SftDials truthful() {
        return new SftDials(turns, describedShare, openShare, yesShare, 0, 0, 0, 0, 0, 0);
    }

    static void share(String what, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(what + " must be from 0 to 1, not " + value);
        }
    }
}

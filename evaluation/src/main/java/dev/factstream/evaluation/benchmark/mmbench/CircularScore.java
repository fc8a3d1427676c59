package dev.factstream.evaluation.benchmark.mmbench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which questions are answered right with every rotation of their options.
 *
 * @param mains the row of each question with its first rotation, by index; a question without this row is left out, and one that has it
 *     twice counts twice
 * @param hits by number of the question
 */
record CircularScore(List<MmbenchRow> mains, Map<Long, Boolean> hits) {

    /**
     * Scores rows in any order. A question is wrong if a letter is wrong; then the judge is not asked. Otherwise the judge reads the rows
     * that give no letter, in order, up to the first wrong one. Without a judge, and if the judge gives no letter, such a row is wrong.
     */
    static CircularScore of(List<MmbenchRow> rows, ChoiceRule rule, Optional<JudgeReplies> judge) {
        List<MmbenchRow> sorted = rows.stream()
                .sorted(Comparator.comparingLong(MmbenchRow::index))
                .toList();
        Map<Long, String> answers = new HashMap<>();
        Map<Long, List<MmbenchRow>> groups = new HashMap<>();
        for (MmbenchRow row : sorted) {
            answers.put(row.index(), row.answer());
            groups.computeIfAbsent(row.group(), group -> new ArrayList<>()).add(row);
        }
        List<MmbenchRow> mains = sorted.stream().filter(MmbenchRow::first).toList();
        Map<Long, Boolean> hits = new TreeMap<>();
        for (MmbenchRow main : mains) {
            hits.computeIfAbsent(main.group(), group -> isHit(groups.get(group), answers, rule, judge));
        }
        return new CircularScore(mains, hits);
    }

    private static boolean isHit(
            List<MmbenchRow> group, Map<Long, String> answers, ChoiceRule rule, Optional<JudgeReplies> judge) {
        List<MmbenchRow> unmatched = new ArrayList<>();
        for (MmbenchRow row : group) {
            Optional<String> letter = rule.letter(row.prediction(), row.options());
            if (letter.isEmpty()) {
                unmatched.add(row);
            } else if (!letter.get().equals(answers.get(row.index()))) {
                return false;
            }
        }
        for (MmbenchRow row : unmatched) {
            Optional<String> letter = judge.flatMap(replies -> replies.letter(row, rule));
            if (!letter.equals(Optional.of(answers.get(row.index())))) {
                return false;
            }
        }
        return true;
    }

    boolean hit(MmbenchRow main) {
        return hits.get(main.group());
    }
}

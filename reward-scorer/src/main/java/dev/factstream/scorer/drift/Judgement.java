package dev.factstream.scorer.drift;

import dev.factstream.schemas.drift.DriftFinding;
import dev.factstream.schemas.drift.FindingLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Judges a closed window by all rules, and writes into the history what follows. What is suspected in three windows in a row is an
 * alarm. A change that somebody made is an event: it explains whatever else differs, so nothing else is suspected meanwhile, and the
 * windows after it make a new reference. Immutable, thread-safe.
 */
final class Judgement {
    /** So many windows in a row make an alarm. */
    static final int WINDOWS = 3;

    private final int referenceWindows;
    private final Rule promptMix = firstOf(List.of(new PromptMixChange(), new UnlikeCanaries()));
    private final List<Rule> rulesOfTraining;
    private final List<Rule> rulesOfCanaries;

    Judgement(DriftSettings settings) {
        referenceWindows = settings.referenceWindows();
        List<Rule> rules = List.of(
                new RewardHacking(), new LengthCreep(), new StaleActors(settings.stalenessLimit()), new NoOpWeights());
        Rule entropyCollapse = firstOf(List.of(new SuddenEntropyCollapse(), new UnrewardedEntropyCollapse()));
        rulesOfTraining = with(rules, new RewardShift(), entropyCollapse);
        rulesOfCanaries =
                with(rules, new PolicyDrift()); // no jumps, since versions lie between rounds, which are small
    }

    /**
     * What there is to say of a window; it becomes part of the history.
     *
     * @param canaries what the run's canaries answered so far; empty to judge a window of canaries
     */
    List<DriftFinding> of(Window window, History history, Optional<Rounds> canaries, Published published) {
        if (canaries.isEmpty()) {
            history.rounds().add(window);
        }
        if (!history.judge().isEmpty() && !window.judge().equals(history.judge())) {
            return List.of(judgeChanged(window, history));
        }
        history.judgedBy(window.judge());
        if (window.isMixed()) {
            return List.of(); // some of it was scored by another reward model, which is about to take over
        }
        Look look = new Look(
                history.windows(),
                window,
                history.reference(),
                history.baseline(),
                history.rewardedEntropy(),
                canaries.orElseGet(Rounds::new),
                published);
        if (!history.hasReference(referenceWindows(canaries.isEmpty()))) {
            history.addToReference(window.summaries());
            history.baseline().add(history.windows(), window.summaries(), window.lastVersion());
            return findings(List.of(new NoOpWeights()), look, history);
        }
        List<DriftFinding> mix = findings(List.of(promptMix), look, history);
        if (!mix.isEmpty()) {
            if (mix.get(0).level() == FindingLevel.EVENT) {
                history.forget();
            }
            return mix;
        }
        List<DriftFinding> found = withoutWhatHackingExplains(
                findings(canaries.isEmpty() ? rulesOfCanaries : rulesOfTraining, look, history), history);
        int waited = history.awaitCanaries(UnlikeCanaries.isUndecided(look));
        boolean patient = waited > 0 && waited <= 2 * WINDOWS;
        if (!patient && (found.isEmpty() || isAccepted(found))) {
            if (look.isRewarded()) {
                history.rewarded(look.mean(Component.ENTROPY));
            }
            history.baseline().add(history.windows(), window.summaries(), window.lastVersion());
        }
        return found;
    }

    /** Rounds of canaries are few, and all alike: the first is the reference. */
    int referenceWindows(boolean ofCanaries) {
        return ofCanaries ? 1 : referenceWindows;
    }

    private static List<Rule> with(List<Rule> rules, Rule... more) {
        return Stream.concat(rules.stream(), Stream.of(more)).toList();
    }

    /** Several ways to come to the same finding: the first that has something to say. */
    private static Rule firstOf(List<Rule> ways) {
        return new Rule() {
            @Override
            public Finding finding() {
                return ways.get(0).finding();
            }

            @Override
            public Optional<String> suspicion(Look look) {
                return ways.stream()
                        .flatMap(way -> way.suspicion(look).stream())
                        .findFirst();
            }
        };
    }

    /** A score that rises because answers get worse is one thing, not two. */
    private static List<DriftFinding> withoutWhatHackingExplains(List<DriftFinding> found, History history) {
        if (found.stream().noneMatch(finding -> finding.name().equals(Finding.REWARD_HACKING.spelling()))) {
            return found;
        }
        history.end(Finding.REWARD_SHIFT);
        return found.stream()
                .filter(finding -> !finding.name().equals(Finding.REWARD_SHIFT.spelling()))
                .toList();
    }

    /** A new level that has been an alarm for long enough is what later ones are compared with. */
    private static boolean isAccepted(List<DriftFinding> found) {
        return found.stream().allMatch(finding -> finding.windows() > 2 * WINDOWS);
    }

    private static DriftFinding judgeChanged(Window window, History history) {
        String detail = "rollouts were scored by " + history.judge() + ", and are by " + window.judge();
        history.forget();
        history.judgedBy(window.judge());
        return new DriftFinding(Finding.REWARD_MODEL_CHANGE.spelling(), FindingLevel.EVENT, 1, detail);
    }

    private static List<DriftFinding> findings(List<Rule> rules, Look look, History history) {
        List<DriftFinding> found = new ArrayList<>();
        for (Rule rule : rules) {
            Optional<String> detail = rule.suspicion(look);
            if (detail.isEmpty()) {
                history.end(rule.finding());
            } else {
                int windows = history.extend(rule.finding());
                found.add(new DriftFinding(
                        rule.finding().spelling(), level(rule.finding(), windows), windows, detail.get()));
            }
        }
        return found;
    }

    private static FindingLevel level(Finding finding, int windows) {
        if (windows < WINDOWS) {
            return FindingLevel.SUSPICION;
        }
        return finding.isEvent() ? FindingLevel.EVENT : FindingLevel.ALARM;
    }
}

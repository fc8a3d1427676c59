package dev.factstream.drift.rules;

import dev.factstream.drift.settings.DriftSettings;
import dev.factstream.drift.window.CanaryHistory;
import dev.factstream.drift.window.DriftComponent;
import dev.factstream.drift.window.DriftWindow;
import dev.factstream.drift.window.FindingType;
import dev.factstream.drift.window.PublishedVersions;
import dev.factstream.drift.window.WindowHistory;
import dev.factstream.schemas.drift.DriftFinding;
import dev.factstream.schemas.drift.FindingLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Evaluates a closed window by all rules and updates the history. A suspicion in three consecutive windows is an alarm. A change
 * made by a person is an event: it explains all other differences, so nothing else is suspected meanwhile, and the windows after it
 * make a new reference. Immutable, thread-safe.
 */
public final class DriftEvaluator {
    /** Number of consecutive windows that make an alarm. */
    static final int ALARM_WINDOWS = 3;

    private final int referenceWindows;
    private final DriftRule promptMix = firstOf(List.of(new PromptMixChange(), new CanaryPromptMixChange()));
    private final List<DriftRule> rulesOfTraining;
    private final List<DriftRule> rulesOfCanaries;

    public DriftEvaluator(DriftSettings settings) {
        referenceWindows = settings.referenceWindows();
        List<DriftRule> rules = List.of(
                new RewardHacking(), new LengthCreep(), new StaleActors(settings.stalenessLimit()), new NoOpWeights());
        DriftRule entropyCollapse = firstOf(List.of(new SuddenEntropyCollapse(), new UnrewardedEntropyCollapse()));
        rulesOfTraining = with(rules, new RewardShift(), entropyCollapse);
        rulesOfCanaries =
                with(rules, new PolicyDrift()); // no rules about jumps: rounds are small, and versions lie between them
    }

    /**
     * Returns the findings of a window and adds it to the history.
     *
     * @param canaries the canary history of the run; empty to evaluate a window of canaries
     */
    public List<DriftFinding> evaluate(
            DriftWindow window, WindowHistory history, Optional<CanaryHistory> canaries, PublishedVersions published) {
        if (canaries.isEmpty()) {
            history.canaryHistory().add(window);
        }
        if (!history.rewardSource().isEmpty() && !window.rewardSource().equals(history.rewardSource())) {
            return List.of(rewardSourceChanged(window, history));
        }
        history.setRewardSource(window.rewardSource());
        if (window.isMixed()) {
            return List
                    .of(); // part of it was scored by another reward model, which is about to replace the current one
        }
        WindowContext context = new WindowContext(
                history.windows(),
                window,
                history.reference(),
                history.baseline(),
                history.lowestRewardedEntropy(),
                canaries.orElseGet(CanaryHistory::new),
                published);
        if (!history.hasReference(referenceWindows(canaries.isEmpty()))) {
            history.addToReference(window.summaries());
            history.baseline().add(history.windows(), window.summaries(), window.lastVersion());
            return findings(List.of(new NoOpWeights()), context, history);
        }
        List<DriftFinding> mix = findings(List.of(promptMix), context, history);
        if (!mix.isEmpty()) {
            if (mix.get(0).level() == FindingLevel.EVENT) {
                history.resetReference();
            }
            return mix;
        }
        List<DriftFinding> found = dropShiftExplainedByHacking(
                findings(canaries.isEmpty() ? rulesOfCanaries : rulesOfTraining, context, history), history);
        int undecided = history.countUndecided(CanaryPromptMixChange.isUndecided(context));
        boolean awaitsCanaries = undecided > 0 && undecided <= 2 * ALARM_WINDOWS;
        if (!awaitsCanaries && (found.isEmpty() || isAccepted(found))) {
            if (context.isRewardAboveReference()) {
                history.recordRewardedEntropy(context.mean(DriftComponent.ENTROPY));
            }
            history.baseline().add(history.windows(), window.summaries(), window.lastVersion());
        }
        return found;
    }

    /** Canary rounds are few and alike, so the first one is the reference. */
    public int referenceWindows(boolean ofCanaries) {
        return ofCanaries ? 1 : referenceWindows;
    }

    private static List<DriftRule> with(List<DriftRule> rules, DriftRule... more) {
        return Stream.concat(rules.stream(), Stream.of(more)).toList();
    }

    /** Combines rules for the same finding; the first one with a suspicion applies. */
    private static DriftRule firstOf(List<DriftRule> rules) {
        return new DriftRule() {
            @Override
            public FindingType finding() {
                return rules.get(0).finding();
            }

            @Override
            public Optional<String> suspicion(WindowContext context) {
                return rules.stream()
                        .flatMap(rule -> rule.suspicion(context).stream())
                        .findFirst();
            }
        };
    }

    /** A score that rises because answers get worse is reported once, as hacking. */
    private static List<DriftFinding> dropShiftExplainedByHacking(List<DriftFinding> found, WindowHistory history) {
        if (found.stream().noneMatch(finding -> finding.name().equals(FindingType.REWARD_HACKING.spelling()))) {
            return found;
        }
        history.endStreak(FindingType.REWARD_SHIFT);
        return found.stream()
                .filter(finding -> !finding.name().equals(FindingType.REWARD_SHIFT.spelling()))
                .toList();
    }

    /** Whether the new level has been an alarm for so long that later windows are compared with it. */
    private static boolean isAccepted(List<DriftFinding> found) {
        return found.stream().allMatch(finding -> finding.windows() > 2 * ALARM_WINDOWS);
    }

    private static DriftFinding rewardSourceChanged(DriftWindow window, WindowHistory history) {
        String detail =
                "rollouts were scored by " + history.rewardSource() + " and are now scored by " + window.rewardSource();
        history.resetReference();
        history.setRewardSource(window.rewardSource());
        return new DriftFinding(FindingType.REWARD_MODEL_CHANGE.spelling(), FindingLevel.EVENT, 1, detail);
    }

    private static List<DriftFinding> findings(List<DriftRule> rules, WindowContext context, WindowHistory history) {
        List<DriftFinding> found = new ArrayList<>();
        for (DriftRule rule : rules) {
            Optional<String> detail = rule.suspicion(context);
            if (detail.isEmpty()) {
                history.endStreak(rule.finding());
            } else {
                int windows = history.extendStreak(rule.finding());
                found.add(new DriftFinding(
                        rule.finding().spelling(), level(rule.finding(), windows), windows, detail.get()));
            }
        }
        return found;
    }

    private static FindingLevel level(FindingType finding, int windows) {
        if (windows < ALARM_WINDOWS) {
            return FindingLevel.SUSPICION;
        }
        return finding.isEvent() ? FindingLevel.EVENT : FindingLevel.ALARM;
    }
}

package dev.factstream.learner.ledger;

import dev.factstream.schemas.ledger.InputCoordinate;
import dev.factstream.schemas.ledger.LedgerRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Checks that the ledger of a run is one continuous sequence, however many learners wrote it: each record continues the
 * one before it, and no rollout is in the batches of two versions.
 */
public final class LedgerAudit {

    private LedgerAudit() {}

    /**
     * The contradictions to that, in words; empty if there are none.
     *
     * @param ledger all records of a run, oldest first
     */
    public static List<String> faults(List<LedgerRecord> ledger) {
        List<String> faults = new ArrayList<>();
        Map<String, Integer> batches = new HashMap<>();
        LedgerRecord before = null;
        for (LedgerRecord record : ledger) {
            if (before != null) {
                follow(before, record, faults);
            }
            for (InputCoordinate input : record.inputs()) {
                Integer earlier = batches.put(input.rolloutId(), record.version());
                if (earlier != null) {
                    faults.add("rollout " + input.rolloutId() + " is in the batches of versions " + earlier + " and "
                            + record.version());
                }
            }
            before = record;
        }
        return faults;
    }

    private static void follow(LedgerRecord before, LedgerRecord record, List<String> faults) {
        int step = record.version() - before.version();
        boolean madeOfRollouts = !record.inputs().isEmpty();
        String where = "after version " + before.version() + ", checkpoint " + before.checkpointFolder() + ", ";
        if (step < 0 || step > 1) {
            faults.add(where + "the next version is " + record.version());
        }
        if (step == 0 && madeOfRollouts) {
            faults.add(where + "the same version is trained again");
        }
        if (step == 0 && !record.adapterHash().equals(before.adapterHash())) {
            faults.add(where + "the same version has another adapter");
        }
        if (record.nextSequence() < before.nextSequence()) {
            faults.add(where + "tickets are counted from " + record.nextSequence() + " instead of "
                    + before.nextSequence());
        }
        if (record.counts().trained() < before.counts().trained()
                || record.counts().dropped() < before.counts().dropped()
                || record.counts().dead() < before.counts().dead()) {
            faults.add(where + "the number of closed tickets is lower");
        }
    }
}

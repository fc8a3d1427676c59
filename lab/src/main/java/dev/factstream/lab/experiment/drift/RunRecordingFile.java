package dev.factstream.lab.experiment.drift;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.failure.UserFacingException;
import dev.factstream.schemas.facts.AnswerKind;
import dev.factstream.schemas.ledger.LedgerRecord;
import dev.factstream.schemas.metrics.MetricNames;
import dev.factstream.schemas.rollout.Rollout;
import dev.factstream.schemas.rollout.ScoredRollout;
import dev.factstream.schemas.ticket.Purpose;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/** The file format of a recording: lines of versions and rollouts with comma-separated cells. */
final class RunRecordingFile {
    private static final String VERSION = "version";
    private static final String ROLLOUT = "rollout";

    private RunRecordingFile() {}

    /** Formats a published version. @param atMillis the time of its publication */
    static String line(long atMillis, LedgerRecord version) {
        double kl = version.metrics().getOrDefault(MetricNames.KL, Double.NaN);
        return VERSION + "," + atMillis + "," + version.version() + "," + (float) kl;
    }

    /**
     * Formats a rollout.
     *
     * @param atMillis the time of its score
     * @throws UserFacingException if it has no reward-model score
     */
    static String line(long atMillis, ScoredRollout scored) {
        Rollout rollout = scored.rollout();
        double score = scored.reward()
                .rewardModel()
                .orElseThrow(() -> new UserFacingException(
                        ExitCode.NO_INPUT,
                        "run " + rollout.runId() + " was scored by symbolic facts only; record a run that was scored"
                                + " by a reward model"));
        return String.format(
                Locale.ROOT,
                "%s,%d,%d,%s,%s,%s,%s,%s,%s,%d,%d,%s,%s,%s",
                ROLLOUT,
                atMillis,
                rollout.newestVersion(),
                rollout.actorId(),
                rollout.purpose(),
                scored.answerKind(),
                (float) scored.reward().correctness(),
                (float) scored.reward().length(),
                (float) scored.reward().missingEnd(),
                scored.correct() ? 1 : 0,
                rollout.tokens().length,
                (float) rollout.meanEntropy(),
                scored.rewardModelId(),
                (float) score);
    }

    /**
     * Reads gzip-compressed lines.
     *
     * @throws UserFacingException naming the first malformed line, or if there are too few versions
     */
    static RunRecording read(String name, InputStream compressed) throws IOException {
        List<RecordedRollout> samples = new ArrayList<>();
        List<RecordedRollout> canaries = new ArrayList<>();
        List<RecordedVersion> versions = new ArrayList<>();
        int number = 0;
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(new GZIPInputStream(compressed), UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                String[] cells = line.split(",");
                if (cells[0].equals(VERSION)) {
                    int version = Integer.parseInt(cells[2]);
                    versions.add(new RecordedVersion(
                            Long.parseLong(cells[1]), version, version, Double.parseDouble(cells[3])));
                } else {
                    switch (Purpose.valueOf(cells[4])) {
                        case TRAIN -> samples.add(sample(cells));
                        case CANARY -> canaries.add(sample(cells));
                        case EVAL -> {} // neither training rollouts nor canaries
                    }
                }
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new UserFacingException(
                    ExitCode.NO_INPUT,
                    "line " + number + " of " + name + " does not have the format of 'factstream experiment record'",
                    e);
        }
        if (versions.size() < FaultInjection.FIRST + DriftDetectionResult.MOST_WINDOWS) {
            throw new UserFacingException(
                    ExitCode.NO_INPUT,
                    name + " has " + versions.size() + " versions; "
                            + (FaultInjection.FIRST + DriftDetectionResult.MOST_WINDOWS)
                            + " are needed, because faults are injected from version " + FaultInjection.FIRST + " on");
        }
        return new RunRecording(name, samples, canaries, versions);
    }

    private static RecordedRollout sample(String[] cells) {
        int version = Integer.parseInt(cells[2]);
        return new RecordedRollout(
                Long.parseLong(cells[1]),
                new RecordedRollout.Origin(version, version, cells[3]),
                AnswerKind.valueOf(cells[5]),
                new RecordedRollout.Answer(Integer.parseInt(cells[10]), Double.parseDouble(cells[11])),
                new RecordedRollout.Scoring(
                        cells[12],
                        Double.parseDouble(cells[13]),
                        Double.parseDouble(cells[6]),
                        Double.parseDouble(cells[7]),
                        Double.parseDouble(cells[8]),
                        cells[9].equals("1")));
    }
}

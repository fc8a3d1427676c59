package dev.factstream.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.factstream.dashboard.Dashboard;
import dev.factstream.dashboard.DashboardSettings;
import dev.factstream.infra.broker.EmbeddedBroker;
import dev.factstream.infra.fixture.TestRecords;
import dev.factstream.lab.samples.SampleRollouts;
import dev.factstream.learner.ledger.LedgerReader;
import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.runtime.settings.Settings;
import dev.factstream.schemas.facts.AnswerKind;
import dev.factstream.schemas.facts.Facts;
import dev.factstream.schemas.ledger.LedgerRecord;
import dev.factstream.schemas.rollout.RewardParts;
import dev.factstream.schemas.rollout.Rollout;
import dev.factstream.schemas.rollout.ScoredRollout;
import dev.factstream.schemas.rollout.Timings;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.schemas.wire.Codecs;
import dev.factstream.schemas.wire.RecordKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Follows one quickstart in a browser tab that stays open: while it runs, after it ends, and when its broker comes back. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(value = 4, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DashboardTest {
    private static final TopicNames NAMES = new TopicNames("");
    private static final String HOSTILE =
            "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script> There are nine"
                    + " cats.";
    static final String VERSION = "Number(document.querySelector('#facts dd').firstChild.textContent)";
    /** The number of versions drawn in the KL chart. */
    static final String DRAWN = "[...document.querySelectorAll('#charts .chart')]"
            + ".find(chart => chart.textContent.startsWith('KL')).querySelector('path')?.getAttribute('d')"
            + ".match(/[ML]/g).length";

    /** The number of visible rollout pictures. */
    static final String SEEN =
            "[...document.querySelectorAll('#rollouts img')].filter(image => image.naturalWidth > 0).length";

    @TempDir
    private static Path folder;

    private static ConsoleProcess quickstart;
    private static Optional<Chromium> chromium = Optional.empty();
    private static int page;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        page = LocalHttp.freePort();
        List<String> arguments = SmallQuickstart.arguments(
                folder.resolve("run"),
                TinyPolicy.write(folder.resolve("policy")),
                "--steps",
                "1000",
                "--dashboard",
                Integer.toString(page),
                "--set",
                "drift.window.rollouts=8",
                "--set",
                "drift.window.least=8",
                "--set",
                "drift.reference.windows=1");
        quickstart = ConsoleProcess.start(arguments);
        if (Chromium.installed().isPresent()) {
            chromium = Optional.of(Chromium.start(Chromium.installed().get(), folder.resolve("chromium")));
        }
    }

    @AfterAll
    static void stop() {
        quickstart.close();
        chromium.ifPresent(Chromium::close);
    }

    @Test
    @Order(1)
    void chartsAndRolloutsMoveWhileItRuns() throws IOException, InterruptedException {
        Chromium browser = browser();
        quickstart.await("version 1/1000");

        browser.open("http://127.0.0.1:" + page + "/");
        browser.await("document.querySelectorAll('#charts svg').length == 9");
        browser.await(SEEN + " >= 4");
        String rollouts = rollouts(browser);
        int version = browser.evaluate(VERSION).intValue();
        browser.await(VERSION + " > " + version + " && " + DRAWN + " > " + version);
        browser.await("document.getElementById('rollouts').innerText != " + rollouts);

        assertThat(browser.errors()).isEmpty();
    }

    private static String rollouts(Chromium browser) {
        return browser.evaluate("document.getElementById('rollouts').innerText").toString();
    }

    @Test
    @Order(2)
    void controlCStopsItCleanlyAndPrintsTheTicketBalance() throws IOException, InterruptedException {
        quickstart.await("version 2/1000");

        String printed = quickstart.interrupt();

        assertThat(quickstart.exitCode()).as(printed).isZero();
        assertThat(printed).contains("watch it at http://127.0.0.1:" + page, "stopping", "held-out, 8 questions");
        assertThat(printed).containsPattern(QuickstartTest.BOOKS);
    }

    @Test
    @Order(3)
    void thePageComesBackWithItsLogAndOutlivesARestartOfTheBroker() throws IOException, InterruptedException {
        Chromium browser = browser();
        browser.await("document.getElementById('status').textContent.startsWith('no connection')");
        int port = LocalHttp.freePort();
        KafkaClients clients = KafkaClients.of("127.0.0.1:" + port);
        EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("run/broker"), port);
        try (Dashboard dashboard = Dashboard.open(settings(port), false)) {
            LedgerRecord last = last(clients);
            browser.await(DRAWN + " == " + last.version()); // every version once, from the first

            broker.close();
            browser.await("document.getElementById('status').className.includes('trouble')");
            assertThat(browser.evaluate(DRAWN).intValue()).isEqualTo(last.version());
            broker = EmbeddedBroker.start(folder.resolve("run/broker"), port);
            TestRecords.send(
                    clients,
                    new ProducerRecord<>(
                            NAMES.trainingLedger(), RecordKeys.bytes(last.runId()), Codecs.LEDGER.encode(next(last))));

            browser.await(VERSION + " == " + (last.version() + 1) + " && " + DRAWN + " == " + (last.version() + 1));
            browser.await("document.getElementById('status').textContent.startsWith('live')");
            hostileTextIsTextAndFalseWordsAreMarked(browser, clients, last);
        } finally {
            broker.close();
        }
        assertThat(browser.errors())
                .as("only errors about the unavailable server")
                .allMatch(error -> error.contains("net::ERR_"));
    }

    private static void hostileTextIsTextAndFalseWordsAreMarked(
            Chromium browser, KafkaClients clients, LedgerRecord last) throws InterruptedException {
        SampleRollouts samples = new SampleRollouts(last.runId(), 1, 1);
        Facts facts = samples.facts().get(0);
        byte[] key = RecordKeys.bytes(facts.promptId());
        ScoredRollout scored = new ScoredRollout(
                saying(HOSTILE, samples.rollout(0), last.createdAtMillis() + 2000),
                new RewardParts(OptionalDouble.of(0.25), 0, -0.1, 0),
                false,
                AnswerKind.OPEN,
                "sample",
                "default",
                facts.hash(),
                0);
        TestRecords.send(clients, new ProducerRecord<>(NAMES.facts(), key, Codecs.FACTS.encode(facts)));
        TestRecords.send(clients, new ProducerRecord<>(NAMES.scoredRollouts(), key, Codecs.SCORED.encode(scored)));

        String answer = "document.querySelector('#rollouts .answer')";
        browser.await(answer + ".textContent.includes('nine cats')");
        assertThat(browser.evaluate(answer + ".textContent").textValue()).isEqualTo(HOSTILE);
        assertThat(browser.evaluate("[..." + answer + ".children].map(mark => mark.tagName + mark.textContent).join()")
                        .textValue())
                .isEqualTo("MARKnine cats");
        assertThat(browser.evaluate("document.title").textValue()).doesNotContain("owned");
    }

    private static Rollout saying(String text, Rollout rollout, long atMillis) {
        return new Rollout(
                rollout.rolloutId(),
                rollout.ticketId(),
                rollout.sample(),
                rollout.runId(),
                rollout.purpose(),
                rollout.minVersion(),
                rollout.question(),
                rollout.sampling(),
                rollout.tokens(),
                rollout.logProbs(),
                rollout.meanEntropy(),
                rollout.versionRuns(),
                rollout.adapterHash(),
                text,
                rollout.finishReason(),
                new Timings(atMillis, atMillis, 0, 0.001),
                rollout.actorId(),
                rollout.deliveryCount());
    }

    private static Chromium browser() {
        assumeTrue(chromium.isPresent(), "needs Chromium on the PATH");
        return chromium.get();
    }

    private static Settings settings(int broker) {
        return Settings.of(
                DashboardSettings.class,
                Map.of(
                        "kafka.bootstrap.servers",
                        "127.0.0.1:" + broker,
                        DashboardSettings.PORT,
                        Integer.toString(page)));
    }

    private static LedgerRecord last(KafkaClients clients) {
        LedgerReader reader = new LedgerReader(clients, NAMES);
        List<LedgerRecord> records = reader.records(reader.runs().first());
        return records.get(records.size() - 1);
    }

    private static LedgerRecord next(LedgerRecord last) {
        return new LedgerRecord(
                last.runId(),
                last.policyId(),
                last.version() + 1,
                last.optimizerStep() + 1,
                last.inputs(),
                last.drops(),
                last.checkpointFolder(),
                last.checkpointSha256(),
                last.adapterHash(),
                last.configHash(),
                last.seed(),
                last.nextSequence(),
                last.counts(),
                last.metrics(),
                last.createdAtMillis() + 1000,
                last.rewardModelId(),
                OptionalInt.empty(),
                last.settings(),
                last.environment(),
                false,
                Optional.empty());
    }
}

package dev.factstream.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * Measures how soon the page of the launcher's quickstart shows data in a browser, and takes screenshots. It asserts no times, so the build does not run it:
 *
 * <pre>mvn -pl console -am test -Dtest=PageLatency -Dsurefire.failIfNoSpecifiedTests=false -Dpage.steps=12</pre>
 *
 * prints seconds since the command was given, and writes {@code console/target/page/{light,dark,phone}.png}. The launcher builds first
 * where sources are newer than its build: let it do so before. {@code -Dpage.launcher=FILE} takes another one.
 */
class PageLatency {
    private static final int STEPS = Integer.getInteger("page.steps", 12);
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Path OUT = Path.of("target", "page");

    private long begin;

    @Test
    void tellWhenRolloutsAndChartsMoveAndTakePictures() throws IOException, InterruptedException {
        int port = LocalHttp.freePort();
        Path run = Files.createTempDirectory(Files.createDirectories(OUT), "run-");
        try (Chromium browser = Chromium.start(Chromium.installed().orElseThrow(), run.resolve("chromium"))) {
            begin = System.nanoTime();
            try (ConsoleProcess quickstart = ConsoleProcess.run(command(run, port))) {
                quickstart.await("watch it at");
                browser.open("http://127.0.0.1:" + port + "/");
                browser.await("document.querySelector('#charts')", PATIENCE);
                tell("the page is there");
                browser.await(DashboardTest.SEEN + " > 0", PATIENCE);
                tell("the first rollouts with pictures");
                for (int version = 1; version <= 3; version++) {
                    browser.await(DashboardTest.VERSION + " >= " + version, PATIENCE);
                    tell("version " + version + ", " + browser.evaluate(DashboardTest.SEEN) + " pictures of rollouts");
                }
                browser.await(DashboardTest.DRAWN + " >= 3", PATIENCE);
                quickstart.await("version " + STEPS + "/");
                tell("version " + STEPS);
                take(browser);
                assertThat(browser.errors()).isEmpty();
            }
        }
    }

    private static List<String> command(Path run, int port) {
        return List.of(
                System.getProperty("page.launcher", Path.of("..", "factstream").toString()),
                "quickstart",
                "--steps",
                Integer.toString(STEPS + 1), // so that it still runs when the screenshots are taken
                "--dir",
                run.resolve("stream").toString(),
                "--port",
                "0",
                "--dashboard",
                Integer.toString(port));
    }

    private static void take(Chromium browser) throws IOException, InterruptedException {
        browser.await(DashboardTest.VERSION + " >= " + STEPS, PATIENCE);
        show(browser, "dark", 1280, 1700, true);
        show(browser, "phone", 390, 2400, false);
        show(browser, "light", 1280, 1700, false);
    }

    private static void show(Chromium browser, String name, int width, int height, boolean dark)
            throws IOException, InterruptedException {
        browser.show(width, height, dark);
        // charts are redrawn when the width changes
        browser.evaluate(
                "window.painted = 0; requestAnimationFrame(() => requestAnimationFrame(() => window.painted = 1))");
        browser.await("window.painted");
        browser.picture(OUT.resolve(name + ".png"));
    }

    private void tell(String what) {
        System.out.println(String.format(Locale.ROOT, "%6.1f s  %s", (System.nanoTime() - begin) / 1e9, what));
    }
}

package dev.factstream.runtime.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class PrintableTextTest {
    @TempDir
    Path folder;

    @Test
    void everyCharacterThatControlsATerminalOrOtherTextIsReplaced() {
        for (int control = 0; control < 0x20; control++) {
            assertThat(PrintableText.line("a" + (char) control + "b")).isEqualTo("a?b");
        }
        for (int c : new int[] {
            0x7f, 0x9b, 0x85, 0x2028, 0x2029, 0x202a, 0x202e, 0x2066, 0x2069, 0x200e, 0x200f, 0x61c, 0xad, 0xfeff,
            0xe0041, 0xd800
        }) {
            assertThat(PrintableText.line("a" + Character.toString(c) + "b")).isEqualTo("a?b");
        }
    }

    @Test
    void textsInAnyScriptStayAsTheyAre() {
        String text = "Größe 猫は寝る \ud83d\udc69\u200d\ud83d\ude80 می\u200cخواهم e\u0301";
        assertThat(PrintableText.line(text)).isEqualTo(text);
        assertThat(PrintableText.lines("a\nb\u001b")).isEqualTo("a\nb?");
    }

    @Test
    void aTextLogHasOneLinePerMessageWhateverTheMessageContains() throws IOException {
        Path file = folder.resolve("log");
        try (RunLogFile log = RunLogFile.open(file)) {
            LoggerFactory.getLogger("dev.factstream.test")
                    .error(
                            "Skipped: {}",
                            "evil\u001b[31m\n2026-01-01 FAKE",
                            new IllegalStateException("bad\nFAKE", new RuntimeException("cause\rFAKE")));
        }

        assertThat(Files.readString(file))
                .contains(
                        "Skipped: evil?[31m?2026-01-01 FAKE",
                        "IllegalStateException: bad?FAKE",
                        "RuntimeException: cause?FAKE")
                .contains("\tat dev.factstream.runtime.logging.PrintableTextTest")
                .doesNotContain("\u001b", "\r");
    }
}

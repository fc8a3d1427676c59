package dev.factstream.learner.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.util.DefaultLocale;

class CheckpointNameTest {
    @Test
    @DefaultLocale("fa-IR")
    void aNameIsRecognisedOnAPersianMachine() {
        check();
    }

    @Test
    @DefaultLocale("ar-EG-u-nu-arab")
    void aNameIsRecognisedOnAnEgyptianMachine() {
        check();
    }

    @Test
    @DefaultLocale("tr-TR")
    void aNameIsRecognisedOnATurkishMachine() {
        check();
    }

    private static void check() {
        CheckpointName name = new CheckpointName(12, 3, 4);
        assertThat(name).hasToString("000012-00003-004");
        assertThat(CheckpointName.parse(name.toString())).contains(name);
    }
}

package dev.factstream.schemas.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ImagePayloadTest {
    private static final byte[] BYTES = {1, 2, 3, 4};

    @Test
    void inlineBytesResolveToThemselves() {
        assertThat(ImagePayload.inline(BYTES, "image/png").resolve()).isEqualTo(BYTES);
    }

    @Test
    void bytesThatDifferFromTheRecordAreRejected() {
        String sha256 = ImagePayload.inline(BYTES, "image/png").sha256();

        assertUnreadable(
                new ImagePayload(
                        sha256,
                        "image/png",
                        4,
                        Optional.of(new byte[] {1, 2, 3, 5}),
                        Optional.empty(),
                        Optional.empty()),
                "has sha256");
        assertUnreadable(
                new ImagePayload(sha256, "image/png", 5, Optional.of(BYTES), Optional.empty(), Optional.empty()),
                "has 4 bytes, not 5");
    }

    @Test
    void aPictureElsewhereIsNotFetched() {
        assertUnreadable(
                ImagePayload.reference(URI.create("file:///etc/hostname"), BYTES, "image/png"),
                "not inside the record");
    }

    @Test
    void tooManyBytesDoNotTravelInline() {
        assertThatThrownBy(() -> ImagePayload.inline(new byte[ImagePayload.INLINE_LIMIT + 1], "image/png"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("exceed 262144: 262145");
    }

    @Test
    void payloadsOfTheSameBytesAreEqual() {
        assertThat(ImagePayload.inline(BYTES, "image/png")).isEqualTo(ImagePayload.inline(BYTES.clone(), "image/png"));
        assertThat(ImagePayload.inline(BYTES, "image/png"))
                .isNotEqualTo(ImagePayload.inline(new byte[] {9}, "image/png"));
    }

    private static void assertUnreadable(ImagePayload image, String problem) {
        assertThatThrownBy(image::resolve)
                .isInstanceOf(UnreadableImageException.class)
                .hasMessageContaining(problem)
                .hasMessageNotContaining("\n");
    }
}

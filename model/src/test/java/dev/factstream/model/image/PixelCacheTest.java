package dev.factstream.model.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PixelCacheTest {
    private final AtomicInteger made = new AtomicInteger();

    @Test
    void anImageIsPreprocessedOnceWhileCachedAndTheLeastRecentlyUsedIsEvictedFirst() {
        PixelCache cache = new PixelCache(2 * 3 * Float.BYTES);
        get(cache, "a");
        get(cache, "b");
        get(cache, "a");
        get(cache, "c");
        assertThat(made).hasValue(3);
        assertThat(cache.size()).isEqualTo(2);

        get(cache, "a");
        assertThat(made).hasValue(3);
        get(cache, "b");
        assertThat(made).hasValue(4);
    }

    @Test
    void withALimitOfZeroNothingIsCached() {
        PixelCache cache = new PixelCache(0);

        assertThat(get(cache, "a")).hasSize(3);
        assertThat(cache.size()).isZero();
    }

    private float[] get(PixelCache cache, String name) {
        return cache.get(name, () -> {
            made.incrementAndGet();
            return new float[3];
        });
    }
}

package dev.factstream.model.image;

import dev.factstream.model.checkpoint.ConfigNode;

/**
 * Pillow's resampling of 8-bit images ({@code src/libImaging/Resample.c}): separable convolution with a filter that widens for
 * downscaling, coefficients in fixed point with 22 bits, rounding to 8 bits after the horizontal and after the vertical pass.
 */
enum Resampling {
    NEAREST(0) {
        @Override
        double weight(double x) {
            return 1;
        }

        /** One sample each, without a filter: Pillow's {@code Geometry.c}, whose coordinate is a running sum. */
        @Override
        Kernel[] kernels(int in, int out) {
            double scale = (double) in / out;
            double at = scale * 0.5;
            Kernel[] kernels = new Kernel[out];
            for (int i = 0; i < out; i++, at += scale) {
                kernels[i] = new Kernel(Math.min((int) at, in - 1), new int[] {1 << BITS});
            }
            return kernels;
        }
    },
    LANCZOS(3) {
        @Override
        double weight(double x) {
            return Math.abs(x) < 3 ? sinc(x) * sinc(x / 3) : 0;
        }
    },
    BILINEAR(1) {
        @Override
        double weight(double x) {
            double d = Math.abs(x);
            return d < 1 ? 1 - d : 0;
        }
    },
    BICUBIC(2) {
        @Override
        double weight(double x) {
            double a = -0.5;
            double d = Math.abs(x);
            if (d < 1) {
                return ((a + 2) * d - (a + 3)) * d * d + 1;
            }
            return d < 2 ? (((d - 5) * d + 8) * d - 4) * a : 0;
        }
    },
    BOX(0.5) {
        @Override
        double weight(double x) {
            return x > -0.5 && x <= 0.5 ? 1 : 0;
        }
    },
    HAMMING(1) {
        @Override
        double weight(double x) {
            double d = Math.abs(x);
            if (d == 0) {
                return 1;
            }
            return d < 1 ? Math.sin(d * Math.PI) / (d * Math.PI) * (0.54 + 0.46 * Math.cos(d * Math.PI)) : 0;
        }
    };

    static final int BITS = 32 - 8 - 2;

    private final double support;

    Resampling(double support) {
        this.support = support;
    }

    /** Reads Pillow's number of a filter: by default that of CLIP, for null that of transformers. */
    static Resampling of(ConfigNode config) {
        if (config.isNull("resample")) {
            return BILINEAR;
        }
        int number = config.integer("resample", BICUBIC.ordinal());
        if (number < 0 || number >= values().length) {
            throw config.unsupported("resample", number);
        }
        return values()[number]; // in Pillow's order
    }

    private static double sinc(double x) {
        return x == 0 ? 1 : Math.sin(x * Math.PI) / (x * Math.PI);
    }

    abstract double weight(double x);

    RgbImage resize(RgbImage image, int width, int height) {
        return vertical(horizontal(image, width), height);
    }

    private RgbImage horizontal(RgbImage image, int width) {
        if (width == image.width()) {
            return image;
        }
        RgbImage out = new RgbImage(width, image.height());
        Kernel[] kernels = kernels(image.width(), width);
        for (int y = 0; y < out.height(); y++) {
            for (int x = 0; x < width; x++) {
                for (int c = 0; c < 3; c++) {
                    int sum = 1 << (BITS - 1);
                    for (int i = 0; i < kernels[x].weights.length; i++) {
                        sum += image.at(kernels[x].first + i, y, c) * kernels[x].weights[i];
                    }
                    out.samples()[(y * width + x) * 3 + c] = (byte) clip(sum);
                }
            }
        }
        return out;
    }

    private RgbImage vertical(RgbImage image, int height) {
        if (height == image.height()) {
            return image;
        }
        RgbImage out = new RgbImage(image.width(), height);
        Kernel[] kernels = kernels(image.height(), height);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < out.width(); x++) {
                for (int c = 0; c < 3; c++) {
                    int sum = 1 << (BITS - 1);
                    for (int i = 0; i < kernels[y].weights.length; i++) {
                        sum += image.at(x, kernels[y].first + i, c) * kernels[y].weights[i];
                    }
                    out.samples()[(y * out.width() + x) * 3 + c] = (byte) clip(sum);
                }
            }
        }
        return out;
    }

    private static int clip(int sum) {
        return Math.max(0, Math.min(255, sum >> BITS));
    }

    /** The input samples of one output sample and their weights. */
    record Kernel(int first, int[] weights) {}

    Kernel[] kernels(int in, int out) {
        double scale = (double) in / out;
        double stretch = Math.max(1, scale);
        double reach = support * stretch;
        Kernel[] kernels = new Kernel[out];
        for (int i = 0; i < out; i++) {
            double centre = (i + 0.5) * scale;
            int first = Math.max(0, (int) (centre - reach + 0.5));
            int last = Math.min(in, (int) (centre + reach + 0.5));
            double[] weights = new double[last - first];
            double total = 0;
            for (int k = 0; k < weights.length; k++) {
                weights[k] = weight((k + first - centre + 0.5) / stretch);
                total += weights[k];
            }
            kernels[i] = new Kernel(first, fixed(weights, total));
        }
        return kernels;
    }

    private static int[] fixed(double[] weights, double total) {
        int[] fixed = new int[weights.length];
        for (int k = 0; k < weights.length; k++) {
            double value = weights[k] / total * (1 << BITS);
            fixed[k] = (int) (value < 0 ? value - 0.5 : value + 0.5);
        }
        return fixed;
    }
}

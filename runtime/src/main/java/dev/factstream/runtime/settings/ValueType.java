package dev.factstream.runtime.settings;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The type of a setting: what its text must be, and its value.
 *
 * @param requirement with article, for instance {@code a whole number, at least 1}
 * @param parser throws {@link IllegalArgumentException} for other texts
 */
record ValueType(String requirement, Function<String, Object> parser) {
    private static final double NANOS_OF_LONGEST_DURATION = Long.MAX_VALUE;

    /** Returns the type of a record component. */
    static ValueType of(Type type, Setting setting) {
        if (type instanceof ParameterizedType generic) {
            return ofGeneric(generic, setting);
        }
        Class<?> raw = (Class<?>) type;
        Bounds bounds = Bounds.of(setting);
        if (raw == int.class || raw == Integer.class) {
            return new ValueType("a whole number" + bounds.describe(), text -> {
                bounds.check(Integer.parseInt(text));
                return Integer.valueOf(text);
            });
        }
        if (raw == long.class || raw == Long.class) {
            return new ValueType("a whole number" + bounds.describe(), text -> {
                bounds.check(Long.parseLong(text));
                return Long.valueOf(text);
            });
        }
        if (raw == double.class || raw == Double.class) {
            return new ValueType("a number" + bounds.describe(), text -> bounds.check(Double.parseDouble(text)));
        }
        if (raw == float.class) {
            return new ValueType(
                    "a number" + bounds.describe(), text -> (float) bounds.check(Double.parseDouble(text)));
        }
        if (raw == boolean.class) {
            return new ValueType("true or false", ValueType::trueOrFalse);
        }
        if (raw == Duration.class) {
            return duration(bounds, setting.unit());
        }
        if (raw == Path.class) {
            return new ValueType("a path", text -> Path.of(notBlank(text)));
        }
        if (raw == String.class) {
            return setting.notBlank()
                    ? new ValueType("a text that is not blank", ValueType::notBlank)
                    : new ValueType("a text", text -> text);
        }
        return raw.isEnum() ? choice(raw) : parsed(raw);
    }

    private static ValueType ofGeneric(ParameterizedType generic, Setting setting) {
        Type element = generic.getActualTypeArguments()[0];
        if (generic.getRawType() == Optional.class) {
            ValueType inner = of(element, setting);
            return new ValueType(
                    inner.requirement + ", or empty",
                    text -> text.isEmpty() ? Optional.empty() : Optional.of(inner.parser.apply(text)));
        }
        if (generic.getRawType() == Set.class && element instanceof Class<?> constants && constants.isEnum()) {
            return choices(constants);
        }
        if (generic.getRawType() == List.class && element == String.class) {
            return new ValueType("a list, separated by commas", text -> List.of(elements(text)));
        }
        throw new IllegalArgumentException("a setting cannot have the type " + generic);
    }

    private static ValueType duration(Bounds bounds, ChronoUnit unit) {
        String name = unit == ChronoUnit.MILLIS ? "milliseconds" : unit.name().toLowerCase(Locale.ROOT);
        double nanos = unit.getDuration().toNanos();
        return new ValueType("a number of " + name + bounds.describe(), text -> {
            double exact = bounds.check(Double.parseDouble(text)) * nanos;
            if (Math.abs(exact) >= NANOS_OF_LONGEST_DURATION) {
                throw new IllegalArgumentException("too long");
            }
            return Duration.ofNanos(Math.round(exact));
        });
    }

    private static ValueType choice(Class<?> constants) {
        return new ValueType("one of " + spellings(constants), text -> constant(constants, text));
    }

    private static ValueType choices(Class<?> constants) {
        return new ValueType("all, none, or some of " + spellings(constants) + ", separated by commas", text -> {
            Set<Object> chosen = new HashSet<>();
            for (String name : elements(text)) {
                switch (name) {
                    case "none" -> {}
                    case "all" -> chosen.addAll(Arrays.asList(constants.getEnumConstants()));
                    default -> chosen.add(constant(constants, name));
                }
            }
            // in declaration order, so that equal sets have equal texts
            Set<Object> ordered = new LinkedHashSet<>();
            Arrays.stream(constants.getEnumConstants()).filter(chosen::contains).forEach(ordered::add);
            return Collections.unmodifiableSet(ordered);
        });
    }

    private static ValueType parsed(Class<?> type) {
        try {
            Method parse = type.getMethod("parse", String.class);
            if (Modifier.isStatic(parse.getModifiers())) {
                return new ValueType("a " + words(type), text -> parse(parse, text));
            }
        } catch (NoSuchMethodException e) {
            // reported below
        }
        throw new IllegalArgumentException("a setting cannot have the type " + type.getName());
    }

    private static Object parse(Method parse, String text) {
        try {
            return parse.invoke(null, text);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException invalid) {
                throw invalid;
            }
            throw new IllegalStateException(e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the simple name of a class in words, for instance {@code prompt mix}. */
    private static String words(Class<?> type) {
        return type.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }

    private static Object constant(Class<?> constants, String text) {
        return Arrays.stream(constants.getEnumConstants())
                .filter(constant -> spelling(constant).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown: " + text));
    }

    private static String[] elements(String text) {
        return text.isBlank() ? new String[0] : text.strip().split("\\s*,\\s*");
    }

    private static String spellings(Class<?> constants) {
        return Arrays.stream(constants.getEnumConstants())
                .map(ValueType::spelling)
                .collect(Collectors.joining(", "));
    }

    private static String spelling(Object constant) {
        return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String notBlank(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("must not be blank");
        }
        return text;
    }

    private static boolean trueOrFalse(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("must be true or false");
        };
    }
}

package dev.factstream.runtime.settings;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.function.Function;

/** Creates public records from settings, component by component. */
final class RecordBinder {
    private final Function<SettingDeclaration, Object> values;
    private final Function<Class<? extends Record>, SettingTexts> texts;

    /**
     * @param values the value of a setting
     * @param texts the texts of a record's settings
     */
    RecordBinder(Function<SettingDeclaration, Object> values, Function<Class<? extends Record>, SettingTexts> texts) {
        this.values = values;
        this.texts = texts;
    }

    /** @throws SettingsException if the record's constructor refuses the values */
    <R extends Record> R bind(Class<R> type) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Object[] arguments = Arrays.stream(components)
                .map(component -> value(type, component))
                .toArray();
        try {
            return type.getConstructor(types).newInstance(arguments);
        } catch (InvocationTargetException e) {
            throw refusal(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot create " + type.getName(), e);
        }
    }

    private Object value(Class<? extends Record> type, RecordComponent component) {
        if (component.isAnnotationPresent(Setting.class)) {
            return values.apply(SettingDeclaration.of(component));
        }
        return component.getType() == SettingTexts.class
                ? texts.apply(type)
                : bind(SettingDeclaration.nested(component));
    }

    private static RuntimeException refusal(Throwable cause) {
        if (cause instanceof SettingsException settings) {
            return settings;
        }
        return cause instanceof IllegalArgumentException
                ? new SettingsException(cause.getMessage(), cause)
                : new IllegalStateException(cause);
    }
}

package dev.factstream.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.factstream.lab.stream.RoleSettings;
import dev.factstream.runtime.settings.Setting;
import dev.factstream.runtime.settings.Settings;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rules of the records that declare settings. */
class SettingsRulesTest {
    private static final int FEW_PARAMETERS = 3;

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("dev.factstream");

    @Test
    void everyDeclaredSettingIsKnownToAllRolesAndHasAValidDefault() {
        Settings defaults = Settings.of(RoleSettings.CATALOGUE, Map.of());

        assertThat(records())
                .hasSizeGreaterThan(10)
                .allSatisfy(type -> assertThat(defaults.bind(type)).isNotNull());
    }

    @Test
    void recordsOfManySettingsGetTheirValuesByNameOnly() {
        List<Class<? extends Record>> records = records();

        assertThat(CLASSES.stream()
                        .flatMap(type -> type.getConstructorCallsFromSelf().stream())
                        .filter(call -> call.getTarget().getRawParameterTypes().size() > FEW_PARAMETERS)
                        .filter(call -> records.stream()
                                .anyMatch(record -> record.getName()
                                        .equals(call.getTargetOwner().getName())))
                        .map(Object::toString))
                .isEmpty();
    }

    /** The records with a component that is a setting. */
    private static List<Class<? extends Record>> records() {
        return CLASSES.stream()
                .filter(JavaClass::isRecord)
                .<Class<? extends Record>>map(type -> type.reflect().asSubclass(Record.class))
                .filter(type -> Arrays.stream(type.getRecordComponents())
                        .anyMatch(component -> component.isAnnotationPresent(Setting.class)))
                .toList();
    }
}

package dev.factstream.console;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.Architectures;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The allowed dependencies between modules. Actor, scorer, drift and learner communicate only through topics. */
class DependencyDirectionTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("dev.factstream");

    /** The modules that each module may use, by the name of their root package. */
    private static final Map<String, List<String>> MAY_USE = Map.ofEntries(
            Map.entry("schemas", List.of()),
            Map.entry("model", List.of()),
            Map.entry("runtime", List.of("schemas")),
            Map.entry("infra", List.of("schemas", "runtime")),
            Map.entry("picturebook", List.of("schemas")),
            Map.entry("data", List.of("schemas", "runtime")),
            Map.entry("training", List.of("schemas", "model", "picturebook")),
            Map.entry("actor", List.of("schemas", "runtime", "model")),
            Map.entry("scorer", List.of("schemas", "runtime", "model")),
            Map.entry("drift", List.of("schemas", "runtime")),
            Map.entry("learner", List.of("schemas", "runtime", "model", "training")),
            Map.entry("evaluation", List.of("schemas", "runtime", "model", "picturebook")),
            Map.entry("dashboard", List.of("schemas", "runtime", "picturebook", "drift")),
            Map.entry(
                    "lab",
                    List.of(
                            "schemas",
                            "runtime",
                            "model",
                            "infra",
                            "picturebook",
                            "data",
                            "training",
                            "actor",
                            "scorer",
                            "drift",
                            "learner",
                            "evaluation",
                            "dashboard")));

    @Test
    void dependenciesPointOneWay() {
        Architectures.LayeredArchitecture layers = Architectures.layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage("dev.factstream..")
                .layer("console")
                .definedBy("dev.factstream.console..")
                .whereLayer("console")
                .mayNotBeAccessedByAnyLayer();
        for (String module : MAY_USE.keySet()) {
            layers = layers.layer(module).definedBy("dev.factstream." + module + "..");
        }
        for (Map.Entry<String, List<String>> module : MAY_USE.entrySet()) {
            layers = module.getValue().isEmpty()
                    ? layers.whereLayer(module.getKey()).mayNotAccessAnyLayer()
                    : layers.whereLayer(module.getKey())
                            .mayOnlyAccessLayers(module.getValue().toArray(String[]::new));
        }
        layers.check(CLASSES);
    }

    @Test
    void everyClassBelongsToAKnownModule() {
        assertThat(CLASSES.stream()
                        .map(type -> type.getPackageName().split("\\.")[2])
                        .distinct())
                .allMatch(module -> module.equals("console") || MAY_USE.containsKey(module));
    }

    @Test
    void featuresOfAModuleDoNotFormCycles() {
        slices().matching("dev.factstream.(*).(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void simpleNamesOfTypesAreUnique() {
        Map<String, Long> counts = CLASSES.stream()
                .filter(type -> type.getEnclosingClass().isEmpty()
                        && !type.getSimpleName().equals("package-info"))
                .collect(groupingBy(JavaClass::getSimpleName, TreeMap::new, counting()));

        assertThat(counts)
                .allSatisfy((name, count) -> assertThat(count).as(name).isEqualTo(1));
    }
}

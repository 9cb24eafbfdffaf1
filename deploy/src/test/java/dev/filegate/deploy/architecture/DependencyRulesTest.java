package dev.filegate.deploy.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** docs/architecture.md, as far as a test can read it. */
class DependencyRulesTest {
    private static final String BASE = "dev.filegate.";

    /** What each module may know of the others; itself it always knows. */
    private static final Map<String, Set<String>> ALLOWED = Map.ofEntries(
            Map.entry("core", Set.of()),
            Map.entry("tls", Set.of()),
            Map.entry("ftp", Set.of("core", "tls")),
            Map.entry("sftp", Set.of("core")),
            Map.entry("tftp", Set.of("core")),
            Map.entry("storage.local", Set.of("core")),
            Map.entry("storage.s3", Set.of("core")),
            Map.entry("db", Set.of("core")),
            Map.entry("admin", Set.of("core")));

    private static JavaClasses project;

    @BeforeAll
    static void read() {
        project = new ClassFileImporter().importPaths(SourceTree.classes());
    }

    /** Rules about nothing would hold too. */
    @Test
    void theRulesSeeTheProject() {
        assertThat(project.get("dev.filegate.ftp.wire.ControlListener").getDirectDependenciesFromSelf())
                .anyMatch(dependency ->
                        dependency.getTargetClass().getPackageName().startsWith("io.netty"));
        assertThat(project.get("dev.filegate.deploy.gateway.Gateway").getDirectDependenciesFromSelf())
                .anyMatch(dependency ->
                        dependency.getTargetClass().getPackageName().startsWith("dev.filegate.ftp"));
    }

    static Stream<String> modules() {
        return ALLOWED.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("modules")
    void aModuleKnowsOnlyThoseBelowIt(String module) {
        String[] known = Stream.concat(Stream.of(module), ALLOWED.getOrDefault(module, Set.of()).stream())
                .map(name -> BASE + name + "..")
                .toArray(String[]::new);
        check(noClasses()
                .that()
                .resideInAPackage(BASE + module + "..")
                .should()
                .dependOnClassesThat(resideInAPackage("dev.filegate..").and(not(resideInAnyPackage(known)))));
    }

    @Test
    void theCoreKnowsTheJdkAndLittleElse() {
        check(classes()
                .that()
                .resideInAPackage("dev.filegate.core..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "dev.filegate.core..",
                        "java..",
                        "javax..",
                        "org.slf4j..",
                        "org.jspecify..",
                        "org.apache.commons.codec..",
                        "com.password4j..",
                        "org.bouncycastle..")));
    }

    static Stream<Map.Entry<String, String[]>> frameworks() {
        return Stream.of(
                Map.entry("io.netty..", new String[] {"dev.filegate.ftp.wire..", "dev.filegate.tftp.wire.."}),
                Map.entry("org.apache.sshd..", new String[] {"dev.filegate.sftp.transport.."}),
                Map.entry("software.amazon..", new String[] {"dev.filegate.storage.s3.."}),
                Map.entry("org.hibernate..", new String[] {"dev.filegate.db.."}),
                Map.entry("io.quarkus..", RIM),
                Map.entry("io.smallrye..", RIM),
                Map.entry("io.micrometer..", RIM),
                Map.entry("io.vertx..", RIM),
                Map.entry("jakarta..", RIM),
                Map.entry("org.jboss..", RIM));
    }

    private static final String[] RIM = {"dev.filegate.deploy..", "dev.filegate.admin..", "dev.filegate.db.."};

    @ParameterizedTest
    @MethodSource("frameworks")
    void aFrameworkStaysOnTheRim(Map.Entry<String, String[]> framework) {
        check(noClasses()
                .that()
                .resideOutsideOfPackages(framework.getValue())
                .should()
                .dependOnClassesThat(resideInAPackage(framework.getKey())));
    }

    /** In protocols the vocabulary names its handlers and the handlers their session: a cycle on purpose. */
    @ParameterizedTest
    @ValueSource(strings = {"core", "deploy", "storage", "tls"})
    void packagesFormNoCycles(String module) {
        check(slices().matching(BASE + module + ".(**)").should().beFreeOfCycles());
    }

    @Test
    void nothingDependsOnTheApplication() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("dev.filegate.deploy..")
                .should()
                .dependOnClassesThat(resideInAPackage("dev.filegate.deploy..")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"util", "utils", "common", "impl", "helper", "helpers", "manager", "managers", "misc"})
    void noPackageIsADrawerForEverything(String name) {
        check(noClasses().should().resideInAPackage(".." + name + ".."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Util", "Utils", "Helper", "Manager", "Impl"})
    void noClassIsNamedAfterNothing(String suffix) {
        check(noClasses()
                .that()
                .doNotHaveModifier(JavaModifier.SYNTHETIC)
                .should()
                .haveSimpleNameEndingWith(suffix));
    }

    @Test
    void noStateIsStatic() {
        check(fields().that()
                .areStatic()
                .and()
                .doNotHaveModifier(JavaModifier.SYNTHETIC)
                .should()
                .beFinal());
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(project);
    }
}

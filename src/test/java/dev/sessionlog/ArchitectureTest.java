package dev.sessionlog;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The rules of the house: which package may know which, and who may touch the process. */
class ArchitectureTest {
  private static final String ROOT = "dev.sessionlog";

  /** What every package but another of them may use. */
  private static final List<String> LEAVES =
      List.of("session", "terminal", "config", "unix", "pipe");

  private static final List<String> CAPABILITIES =
      List.of(
          "collector",
          "transcriber",
          "login",
          "replay",
          "search",
          "export",
          "integrity",
          "retention");

  private static final List<String> PACKAGES =
      Stream.of(LEAVES, List.of("recording", "transcript"), CAPABILITIES, List.of("cli"))
          .flatMap(List::stream)
          .toList();

  private static JavaClasses program;

  @BeforeAll
  static void readClasses() {
    program =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);
  }

  @TestFactory
  Stream<DynamicTest> dependenciesPointDown() {
    return PACKAGES.stream()
        .map(name -> DynamicTest.dynamicTest(name, () -> check(onlyDependsDown(name))));
  }

  @Test
  void everyPackageHasItsPlace() {
    String[] known = PACKAGES.stream().map(ArchitectureTest::in).toArray(String[]::new);
    check(
        classes()
            .that()
            .doNotHaveFullyQualifiedName(Main.class.getName())
            .and()
            .doNotHaveSimpleName("package-info")
            .should()
            .resideInAnyPackage(known)
            .because("a new package is given its place in this test and in docs/architecture.md"));
  }

  @Test
  void noPackagesFormACycle() {
    check(slices().matching(ROOT + ".(*)..").should().beFreeOfCycles());
  }

  @Test
  void nobodyKnowsMain() {
    check(
        noClasses()
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName(Main.class.getName())
            .because("it is the program's entry, not its middle"));
  }

  @Test
  void onlyCliSeesPicocli() {
    check(onlyIn("cli", "picocli.."));
  }

  @Test
  void onlyUnixSeesNativeCode() {
    check(onlyIn("unix", "jnr..", "com.kenai.jffi.."));
  }

  @Test
  void onlyConfigSeesToml() {
    check(onlyIn("config", "org.tomlj.."));
  }

  @Test
  void onlyReplayDrawsOnTerminals() {
    check(onlyIn("replay", "org.jline.."));
  }

  @Test
  void onlyMainTouchesTheProcessesStreamsAndExit() {
    check(
        noClasses()
            .that()
            .doNotHaveFullyQualifiedName(Main.class.getName())
            .should()
            .accessField(System.class, "in")
            .orShould()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .orShould()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .callMethod(Runtime.class, "exit", int.class)
            .orShould()
            .callMethod(Runtime.class, "halt", int.class)
            .orShould()
            .callMethod(Throwable.class, "printStackTrace"));
  }

  /** Whoever writes in a log dir could lead every other way of opening elsewhere. */
  @Test
  void filesOfALogDirAreOpenedInOnePlace() {
    DescribedPredicate<JavaClass> theOnePlace =
        DescribedPredicate.describe(
            "the one place",
            type ->
                List.of("StoreFiles", "StoreFolder", "UnpackedFile")
                    .contains(type.getSimpleName()));
    DescribedPredicate<JavaCall<?>> opensAFile =
        DescribedPredicate.describe("open a file", ArchitectureTest::opensAFile);
    check(
        noClasses()
            .that(
                resideInAnyPackage(in("recording"), in("retention"), in("transcript"))
                    .and(DescribedPredicate.not(theOnePlace)))
            .should()
            .callCodeUnitWhere(opensAFile)
            .because("StoreFiles follows no link, waits for no pipe, and sets modes"));
  }

  private static boolean opensAFile(JavaCall<?> call) {
    String owner = call.getTargetOwner().getName();
    String name = call.getTarget().getName();
    return switch (owner) {
      case "java.nio.file.Files" ->
          name.matches("(new(Input|Output|Byte|Buffered).*|read(All|String).*|write.*|lines)")
              || name.matches("(create(File|Director|Temp).*|copy)");
      case "java.nio.channels.FileChannel" -> name.equals("open");
      default ->
          owner.matches("java\\.io\\.(File(Input|Output)Stream|File(Reader|Writer)|RandomAccess.*)")
              && name.equals("<init>");
    };
  }

  @Test
  void namesUseTheWordsOfTheTrade() {
    check(
        noClasses()
            .should()
            .haveNameMatching(".*\\.\\w*(Data|Manager|Handler|Processor|Utils?|Helper)(\\$.*)?")
            .because("such a name says nothing of what a class is for"));
  }

  private static ArchRule onlyDependsDown(String name) {
    String[] allowed =
        Stream.concat(Stream.of(name), below(name))
            .map(ArchitectureTest::in)
            .toArray(String[]::new);
    DescribedPredicate<JavaClass> elsewhere =
        resideInAPackage(ROOT + "..").and(DescribedPredicate.not(resideInAnyPackage(allowed)));
    return noClasses()
        .that()
        .resideInAPackage(in(name))
        .should()
        .dependOnClassesThat(elsewhere)
        .because(name + " may use only " + below(name).toList());
  }

  private static Stream<String> below(String name) {
    if (name.equals("cli")) {
      return PACKAGES.stream();
    }
    if (name.equals("pipe")) {
      return Stream.of("unix");
    }
    if (LEAVES.contains(name)) {
      return Stream.of();
    }
    Stream<String> leaves = LEAVES.stream();
    return switch (name) {
      case "recording" -> leaves;
      case "transcript" -> Stream.concat(leaves, Stream.of("recording"));
      case "collector" -> Stream.concat(leaves, Stream.of("recording", "login"));
      default -> Stream.concat(leaves, Stream.of("recording", "transcript"));
    };
  }

  private static ArchRule onlyIn(String name, String... foreignPackages) {
    return noClasses()
        .that()
        .resideOutsideOfPackage(in(name))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(foreignPackages)
        .because("only " + name + " knows " + Arrays.toString(foreignPackages));
  }

  private static String in(String name) {
    return ROOT + "." + name + "..";
  }

  /** Packages that are still to come are no reason to fail. */
  private static void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(program);
  }
}

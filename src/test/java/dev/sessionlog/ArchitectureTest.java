package dev.sessionlog;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The rules of the house: which package may know which, and who may touch the process. */
class ArchitectureTest {
  private static final String ROOT = "dev.sessionlog";

  /** Which packages each of them uses: these, and no other. */
  private static final Map<String, Set<String>> ARROWS =
      Map.ofEntries(
          uses("session"),
          uses("config"),
          uses("terminal"),
          uses("unix"),
          uses("pipe", "unix"),
          uses("files", "unix"),
          uses("recording", "files", "session"),
          uses("custody", "recording", "files", "session"),
          uses("store", "custody", "recording", "files", "session"),
          uses("transcript", "recording", "terminal", "session"),
          uses("commands", "recording", "terminal", "session"),
          uses(
              "userlog",
              "transcript",
              "store",
              "custody",
              "recording",
              "files",
              "terminal",
              "session"),
          uses("evidence", "store", "recording", "files", "session"),
          uses("archive", "userlog", "transcript", "store", "recording", "files", "session"),
          uses("profile"),
          uses("login", "pipe", "config", "unix", "session"),
          uses(
              "collector",
              "login",
              "store",
              "custody",
              "recording",
              "files",
              "pipe",
              "config",
              "unix",
              "session"),
          uses(
              "transcriber",
              "userlog",
              "transcript",
              "store",
              "custody",
              "recording",
              "files",
              "config",
              "session"),
          uses("replay", "transcript", "recording", "files", "terminal", "session"),
          uses("search", "userlog", "transcript", "store", "recording", "terminal", "session"),
          uses(
              "export",
              "commands",
              "transcript",
              "store",
              "recording",
              "files",
              "terminal",
              "session"),
          uses(
              "retention",
              "userlog",
              "store",
              "custody",
              "recording",
              "files",
              "pipe",
              "config",
              "unix",
              "session"),
          uses(
              "cli",
              "collector",
              "transcriber",
              "login",
              "profile",
              "replay",
              "search",
              "export",
              "retention",
              "evidence",
              "archive",
              "commands",
              "userlog",
              "transcript",
              "store",
              "custody",
              "recording",
              "files",
              "pipe",
              "config",
              "unix",
              "session"));

  private static JavaClasses program;

  @BeforeAll
  static void readClasses() {
    program =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);
  }

  /** An arrow that is new is drawn in docs/architecture.md, too; one that is gone goes there. */
  @TestFactory
  Stream<DynamicTest> packagesUseWhatIsDrawn() {
    return ARROWS.keySet().stream()
        .sorted()
        .map(
            name ->
                DynamicTest.dynamicTest(
                    name,
                    () ->
                        assertEquals(new TreeSet<>(ARROWS.get(name)), used(name), name + " uses")));
  }

  @Test
  void everyPackageHasItsPlace() {
    String[] known = ARROWS.keySet().stream().map(ArchitectureTest::in).toArray(String[]::new);
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
  void onlyArchivesInS3SeeItsClient() {
    check(onlyIn("archive.s3", "software.amazon.."));
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
                resideInAnyPackage(
                        in("files"),
                        in("recording"),
                        in("custody"),
                        in("store"),
                        in("retention"),
                        in("userlog"))
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

  private static Map.Entry<String, Set<String>> uses(String name, String... others) {
    return Map.entry(name, Set.of(others));
  }

  private static SortedSet<String> used(String name) {
    return program.stream()
        .filter(type -> name.equals(packageOf(type)))
        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
        .map(dependency -> packageOf(dependency.getTargetClass().getBaseComponentType()))
        .filter(other -> !other.isEmpty() && !other.equals(name))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Returns the name below the root; empty for a class of others. */
  private static String packageOf(JavaClass type) {
    String all = type.getPackageName();
    return all.startsWith(ROOT + ".") ? all.substring(ROOT.length() + 1) : "";
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

  private static void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(program);
  }
}

package dev.corkboard.service;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The small borders; the big ones are Maven's. A rule that matches no class fails: a misspelt package guards nothing. */
@AnalyzeClasses(packages = "dev.corkboard", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule domain_knows_only_the_jdk = classes().that().resideInAPackage("dev.corkboard.domain..")
      .should().onlyDependOnClassesThat()
      .resideInAnyPackage("dev.corkboard.domain..", "java.lang..", "java.util..", "java.time..", "java.text..");

  @ArchTest
  static final ArchRule domain_has_no_clock_and_no_chance = noClasses().that()
      .resideInAPackage("dev.corkboard.domain..").should().dependOnClassesThat()
      .haveNameMatching("java\\.time\\.(Clock|InstantSource)|java\\.util\\.(Random|UUID|concurrent\\..*)")
      .orShould().callMethod("java.time.Instant", "now").orShould().callMethod("java.time.LocalDate", "now");

  @ArchTest
  static final ArchRule read_model_does_not_know_the_service = noClasses().that()
      .resideInAPackage("dev.corkboard.readmodel..").should().dependOnClassesThat()
      .resideInAPackage("dev.corkboard.service..");

  @ArchTest
  static final ArchRule http_knows_neither_actors_nor_tables = noClasses().that()
      .resideInAPackage("dev.corkboard.service.http..").should().dependOnClassesThat().resideInAnyPackage(
          "org.apache.pekko.persistence..", "org.apache.pekko.cluster..", "java.sql..", "javax.sql..",
          "dev.corkboard.service.serialization..")
      .orShould().dependOnClassesThat()
      .haveNameMatching(
          "dev\\.corkboard\\.service\\.entity\\.(AggregateActor|Sharded|EntityMessage|EntityJournalDao).*");

  @ArchTest
  static final ArchRule entities_do_not_know_http = noClasses().that()
      .resideInAnyPackage("dev.corkboard.service.entity..", "dev.corkboard.service.serialization..").should()
      .dependOnClassesThat().resideInAnyPackage("dev.corkboard.service.http..", "org.apache.pekko.http..");

  @ArchTest
  static final ArchRule reminders_do_not_know_http = noClasses().that()
      .resideInAnyPackage("dev.corkboard.service.reminder..", "dev.corkboard.service.mail..").should()
      .dependOnClassesThat().resideInAnyPackage("dev.corkboard.service.http..", "org.apache.pekko.http..");

  @ArchTest
  static final ArchRule only_main_knows_the_embedded_servers = noClasses().that()
      .resideOutsideOfPackages("dev.corkboard.service", "dev.corkboard.service.embedded..",
          "dev.corkboard.service.http..")
      .should().dependOnClassesThat().resideInAPackage("dev.corkboard.service.embedded..");

  @ArchTest
  static final ArchRule packages_form_no_cycle = slices().matching("dev.corkboard.(*).(*)..").should()
      .beFreeOfCycles();

  @ArchTest
  static final ArchRule nothing_is_injected_into_fields = NO_CLASSES_SHOULD_USE_FIELD_INJECTION;

  @ArchTest
  static final ArchRule static_fields_do_not_change = fields().that().areStatic().should().beFinal();

  /** What the commands say to the terminal stands in the root package, beside Main. */
  @ArchTest
  static final ArchRule only_commands_speak_to_the_terminal = noClasses().that()
      .resideOutsideOfPackage("dev.corkboard.service").should(ACCESS_STANDARD_STREAMS);

  /**
   * What must be the same on all nodes goes by the clock that they share. The others only compare the two, date files and
   * caught mails, number the store's epochs, each above the one before, or make ids that nothing is sorted by.
   */
  @ArchTest
  static final ArchRule clock_is_the_databases = noClasses().that()
      .resideInAnyPackage("dev.corkboard.service..", "dev.corkboard.readmodel..").and()
      .haveNameNotMatching(".*\\.(DatabaseClock|ServerLook|Ids|MailFolder|StoreIdentity|ExportCommand)(\\$.*)?")
      .should().callMethod("java.time.Instant", "now").orShould().callMethod("java.time.LocalDate", "now")
      .orShould().callMethod("java.time.LocalDateTime", "now").orShould().callMethod("java.lang.System",
          "currentTimeMillis")
      .orShould().callMethod("java.time.Clock", "systemUTC").orShould().callMethod("java.time.Clock",
          "systemDefaultZone")
      .orShould().callMethod("java.time.InstantSource", "system");

  /** The mail library takes no other date. */
  @ArchTest
  static final ArchRule dates_are_of_java_time = noClasses().that()
      .resideOutsideOfPackage("dev.corkboard.service.mail..").should().dependOnClassesThat()
      .haveNameMatching("java\\.util\\.(Date|Calendar|GregorianCalendar)|java\\.text\\.SimpleDateFormat");
}

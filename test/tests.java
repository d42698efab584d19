///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//COMPILE_OPTIONS -encoding UTF-8
//RUNTIME_OPTIONS -Xss64m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED
//DEPS org.junit.jupiter:junit-jupiter:5.14.4
//DEPS org.junit.platform:junit-platform-console:1.14.4
//DEPS org.slf4j:slf4j-nop:2.0.20
//DEPS org.yaml:snakeyaml:2.7
//SOURCES ../lib/alembic/package-info.java
//SOURCES ../lib/answers/package-info.java
//SOURCES ../lib/archive/package-info.java
//SOURCES ../lib/baseline/package-info.java
//SOURCES ../lib/catalog/package-info.java
//SOURCES ../lib/conditions/package-info.java
//SOURCES ../lib/config/package-info.java
//SOURCES ../lib/console/package-info.java
//SOURCES ../lib/deployed/package-info.java
//SOURCES ../lib/docker/package-info.java
//SOURCES ../lib/dump/package-info.java
//SOURCES ../lib/engine/package-info.java
//SOURCES ../lib/generated/package-info.java
//SOURCES ../lib/git/package-info.java
//SOURCES ../lib/imports/package-info.java
//SOURCES ../lib/journal/package-info.java
//SOURCES ../lib/migrations/package-info.java
//SOURCES ../lib/packaging/package-info.java
//SOURCES ../lib/pgdump/package-info.java
//SOURCES ../lib/phases/package-info.java
//SOURCES ../lib/plan/package-info.java
//SOURCES ../lib/postgres/package-info.java
//SOURCES ../lib/preexisting/package-info.java
//SOURCES ../lib/process/package-info.java
//SOURCES ../lib/project/package-info.java
//SOURCES ../lib/proof/package-info.java
//SOURCES ../lib/python/package-info.java
//SOURCES ../lib/report/package-info.java
//SOURCES ../lib/rows/package-info.java
//SOURCES ../lib/sample/package-info.java
//SOURCES ../lib/snapshot/package-info.java
//SOURCES ../lib/source/package-info.java
//SOURCES ../lib/squash/package-info.java
//SOURCES ../lib/statements/package-info.java
//SOURCES ../lib/status/package-info.java
//SOURCES ../lib/tail/package-info.java
//SOURCES ../lib/twin/package-info.java
//SOURCES ../lib/url/package-info.java
//SOURCES ../lib/verify/package-info.java
//SOURCES tests/AlembicConfigTest.java
//SOURCES tests/AlembicViewTest.java
//SOURCES tests/AnswerLinesTest.java
//SOURCES tests/ArchiveHabitTest.java
//SOURCES tests/ArchiveTest.java
//SOURCES tests/BadGroundTest.java
//SOURCES tests/BareWrapper.java
//SOURCES tests/BaseSchema.java
//SOURCES tests/BaselineCheckTest.java
//SOURCES tests/BaselineDriversTest.java
//SOURCES tests/BaselineEnvironmentTest.java
//SOURCES tests/BaselineFileTest.java
//SOURCES tests/BaselineProject.java
//SOURCES tests/BaselineRevisionTest.java
//SOURCES tests/BaselineTest.java
//SOURCES tests/BaselineTrialTest.java
//SOURCES tests/BenchTest.java
//SOURCES tests/Browser.java
//SOURCES tests/BuiltHistory.java
//SOURCES tests/ChangeTest.java
//SOURCES tests/CheckDatabaseTest.java
//SOURCES tests/Checkout.java
//SOURCES tests/CheckoutLineEndsTest.java
//SOURCES tests/ChecksAfterRowsTest.java
//SOURCES tests/ChildJvm.java
//SOURCES tests/CleanCutTest.java
//SOURCES tests/ClusterFoldersTest.java
//SOURCES tests/ClusterObjectsTest.java
//SOURCES tests/ColumnFillTest.java
//SOURCES tests/CommandLineTest.java
//SOURCES tests/CommittedProject.java
//SOURCES tests/CompareTest.java
//SOURCES tests/CompletionTest.java
//SOURCES tests/ConnectionParametersTest.java
//SOURCES tests/ContinuousIntegrationTest.java
//SOURCES tests/ControlsTest.java
//SOURCES tests/CutChoiceTest.java
//SOURCES tests/DamagedBaselineTest.java
//SOURCES tests/DatabaseImage.java
//SOURCES tests/DatabaseUrlTest.java
//SOURCES tests/DebianMirror.java
//SOURCES tests/DefinedSecretsTest.java
//SOURCES tests/DemoTest.java
//SOURCES tests/DeployedDatabaseTest.java
//SOURCES tests/DeployedReleasesTest.java
//SOURCES tests/DeployedSample.java
//SOURCES tests/DeployedStatesTest.java
//SOURCES tests/DockerfileEngineTest.java
//SOURCES tests/DockerfileTest.java
//SOURCES tests/DocumentPage.java
//SOURCES tests/DocumentSession.java
//SOURCES tests/DocumentedCommandsTest.java
//SOURCES tests/DocumentedProject.java
//SOURCES tests/DocumentsTest.java
//SOURCES tests/DowngradeTest.java
//SOURCES tests/Drivers.java
//SOURCES tests/DroppingRevisionTest.java
//SOURCES tests/DumpBaselineScriptTest.java
//SOURCES tests/DumpTest.java
//SOURCES tests/EnginePickTest.java
//SOURCES tests/Engines.java
//SOURCES tests/EnvPy.java
//SOURCES tests/EnvPyTest.java
//SOURCES tests/EnvironmentChangesTest.java
//SOURCES tests/Eventually.java
//SOURCES tests/FileServer.java
//SOURCES tests/FileTree.java
//SOURCES tests/FlaskMigrateTest.java
//SOURCES tests/FlaskProject.java
//SOURCES tests/ForkedCommandsTest.java
//SOURCES tests/ForwardProxy.java
//SOURCES tests/GeneratedModulesTest.java
//SOURCES tests/GeneratedProject.java
//SOURCES tests/GeneratedSeeds.java
//SOURCES tests/GeneratedShapes.java
//SOURCES tests/GeneratedShapesTest.java
//SOURCES tests/GeneratedValuesTest.java
//SOURCES tests/GitRepositoryTest.java
//SOURCES tests/GoneOnBuildTest.java
//SOURCES tests/Hard.java
//SOURCES tests/HistoryTest.java
//SOURCES tests/HostEngineTest.java
//SOURCES tests/HouseTest.java
//SOURCES tests/IdentifyTest.java
//SOURCES tests/ImportedRevisionsBuiltTest.java
//SOURCES tests/ImportedRevisionsTest.java
//SOURCES tests/IncompleteCloneTest.java
//SOURCES tests/IndependentBasesTest.java
//SOURCES tests/IniFileTest.java
//SOURCES tests/InvocationTest.java
//SOURCES tests/KeptSettingsTest.java
//SOURCES tests/KilledChangeTest.java
//SOURCES tests/KilledRunTest.java
//SOURCES tests/LastingNamesTest.java
//SOURCES tests/LateConfigurationTest.java
//SOURCES tests/LaterOptionsTest.java
//SOURCES tests/LaterSquashTest.java
//SOURCES tests/LeftBehindTest.java
//SOURCES tests/LeftOutOfImageTest.java
//SOURCES tests/LeftOutSqlTest.java
//SOURCES tests/LineEndsTest.java
//SOURCES tests/LinkedVersionsTest.java
//SOURCES tests/LocalClusterTest.java
//SOURCES tests/LocaleTest.java
//SOURCES tests/ManyRowsTest.java
//SOURCES tests/Migrated.java
//SOURCES tests/MigrationFailureTest.java
//SOURCES tests/MigrationRunnerTest.java
//SOURCES tests/MissingVariablesTest.java
//SOURCES tests/MutantsTest.java
//SOURCES tests/MutatedObject.java
//SOURCES tests/NamedSectionTest.java
//SOURCES tests/NativeLibrariesTest.java
//SOURCES tests/NextStepsTest.java
//SOURCES tests/OddIndexTest.java
//SOURCES tests/OddRepositoriesTest.java
//SOURCES tests/OfflineRefusedTest.java
//SOURCES tests/OldDatabasesTest.java
//SOURCES tests/OpenedRepositoryTest.java
//SOURCES tests/OrdinaryRoleTest.java
//SOURCES tests/OrphanFilesTest.java
//SOURCES tests/OutsideConnectionsTest.java
//SOURCES tests/OverHttpTest.java
//SOURCES tests/OwnTableTest.java
//SOURCES tests/PackagingTest.java
//SOURCES tests/PartitionedEnvironmentTest.java
//SOURCES tests/PartitionedProject.java
//SOURCES tests/PartitionedProjectTest.java
//SOURCES tests/PartitionedRowsTest.java
//SOURCES tests/PlaceConditionsBuiltTest.java
//SOURCES tests/PlaceConditionsTest.java
//SOURCES tests/PlanPhaseTest.java
//SOURCES tests/PostgresInstallationTest.java
//SOURCES tests/PostgresSource.java
//SOURCES tests/PreloadedModulesTest.java
//SOURCES tests/ProcessesTest.java
//SOURCES tests/ProjectConstantsTest.java
//SOURCES tests/ProjectOptionsTest.java
//SOURCES tests/PythonCodeTest.java
//SOURCES tests/PythonInterpreterTest.java
//SOURCES tests/Pythons.java
//SOURCES tests/QuietListener.java
//SOURCES tests/RandomHistoriesTest.java
//SOURCES tests/RandomHistory.java
//SOURCES tests/RandomStatement.java
//SOURCES tests/RegressionDatabase.java
//SOURCES tests/RegressionDatabaseTest.java
//SOURCES tests/ReleaseTest.java
//SOURCES tests/ReleasedProject.java
//SOURCES tests/ReportPageTest.java
//SOURCES tests/ReportSchemaTest.java
//SOURCES tests/ReportTest.java
//SOURCES tests/RevisionEditTest.java
//SOURCES tests/RevisionGraphTest.java
//SOURCES tests/RevisionScriptTest.java
//SOURCES tests/RevisionStatesTest.java
//SOURCES tests/RolePasswordTest.java
//SOURCES tests/RoomsTest.java
//SOURCES tests/RoundTripTextTest.java
//SOURCES tests/RowStatementTest.java
//SOURCES tests/RowsOnDiskTest.java
//SOURCES tests/SampleHistories.java
//SOURCES tests/SampleReports.java
//SOURCES tests/SampleRun.java
//SOURCES tests/SchemaChoiceTest.java
//SOURCES tests/SchemaInfoTest.java
//SOURCES tests/Script.java
//SOURCES tests/SecondLookTest.java
//SOURCES tests/SeededSecretsTest.java
//SOURCES tests/ServiceProjects.java
//SOURCES tests/SessionSettingsTest.java
//SOURCES tests/Settings.java
//SOURCES tests/SeveralDatabasesTest.java
//SOURCES tests/SharedServerTest.java
//SOURCES tests/ShiftedClockTest.java
//SOURCES tests/ShownTextTest.java
//SOURCES tests/SideBySideTest.java
//SOURCES tests/SmallProject.java
//SOURCES tests/SnapshotTest.java
//SOURCES tests/SourceTreeTest.java
//SOURCES tests/SqlScannerTest.java
//SOURCES tests/SquashplanTest.java
//SOURCES tests/StatusTest.java
//SOURCES tests/StockContainersTest.java
//SOURCES tests/StoppedBuildTest.java
//SOURCES tests/StoredDumpTest.java
//SOURCES tests/TableTest.java
//SOURCES tests/TailTest.java
//SOURCES tests/TemporaryFolderTest.java
//SOURCES tests/TerminalTest.java
//SOURCES tests/ToolVirtualEnvironmentTest.java
//SOURCES tests/TwinTest.java
//SOURCES tests/UndoTest.java
//SOURCES tests/UnknownVersionsTest.java
//SOURCES tests/UnlikeBuildTest.java
//SOURCES tests/UnprivilegedTest.java
//SOURCES tests/UpgradeCommandTest.java
//SOURCES tests/UserCommitTest.java
//SOURCES tests/ValueDialogueTest.java
//SOURCES tests/ValueMappingTest.java
//SOURCES tests/VerdictTest.java
//SOURCES tests/VerifyStatesTest.java
//SOURCES tests/VersionHooksTest.java
//SOURCES tests/VersionTableTest.java
//SOURCES tests/WholeFlowDockerTest.java
//SOURCES tests/WholeFlowLocalTest.java
//SOURCES tests/WithClusters.java
//SOURCES tests/WorkingFolderTest.java
//SOURCES tests/WrapperJdkTest.java
//SOURCES tests/WrapperProxyTest.java
//SOURCES tests/WrapperTest.java
//SOURCES tests/XArgumentsTest.java

import static org.junit.platform.engine.discovery.ClassNameFilter.includeClassNamePatterns;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;
import static org.junit.platform.launcher.TagFilter.excludeTags;

import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import tests.QuietListener;

/**
 * Runs the tests: all of them, or the classes whose names hold one of the arguments. The last line
 * counts them; the exit code is 1 where one failed, or none ran. With {@code --quick} those that
 * start an engine or take seconds, which are tagged {@code slow}, are left out.
 *
 * <p>With {@code ALEMBIC_SQUASH_REQUIRE_ENGINES=dockerfile,local} in the environment, an engine
 * that this machine does not have fails its tests instead of skipping them.
 */
public final class tests {
  /** JUnit warns of links that lead out of a temporary folder: a virtual environment has some. */
  private static final Logger JUNIT = Logger.getLogger("org.junit.jupiter");

  private static final long ROOM_BYTES = 8L << 30;

  /** A class waits for other programs most of its time: two go at a time, each in one thread. */
  private static final Map<String, String> AT_A_TIME =
      Map.of(
          "junit.jupiter.execution.parallel.enabled", "true",
          "junit.jupiter.execution.parallel.mode.default", "same_thread",
          "junit.jupiter.execution.parallel.mode.classes.default", "concurrent",
          "junit.jupiter.execution.parallel.config.strategy", "fixed",
          "junit.jupiter.execution.parallel.config.fixed.parallelism", "2",
          "junit.jupiter.execution.parallel.config.fixed.max-pool-size", "2");

  private static final String QUICK = "--quick";
  private static final String SLOW = "slow";

  private tests() {}

  /** Runs the classes that the arguments name, or all. */
  public static void main(String... words) {
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    JUNIT.setLevel(Level.SEVERE);
    keepInMemory();
    QuietListener listener = new QuietListener(out);
    LauncherFactory.create().execute(request(words), listener);
    System.exit(listener.finish() ? 0 : 1);
  }

  /** Hundreds of clusters are made: where there is room, in memory, which takes half the time. */
  private static void keepInMemory() {
    File memory = new File("/dev/shm");
    if (memory.canWrite() && memory.getUsableSpace() > ROOM_BYTES) {
      System.setProperty("java.io.tmpdir", memory.toString());
    }
  }

  private static LauncherDiscoveryRequest request(String... words) {
    List<String> names = Stream.of(words).filter(word -> !word.equals(QUICK)).toList();
    String[] patterns =
        names.isEmpty()
            ? new String[] {".*Test"}
            : names.stream().map(tests::pattern).toArray(String[]::new);
    LauncherDiscoveryRequestBuilder request = LauncherDiscoveryRequestBuilder.request();
    if (names.size() < words.length) {
      request.filters(excludeTags(SLOW));
    }
    return request
        .selectors(selectPackage("tests"))
        .filters(includeClassNamePatterns(patterns))
        .configurationParameter(
            "junit.jupiter.testclass.order.default", "org.junit.jupiter.api.ClassOrderer$ClassName")
        .configurationParameter("junit.jupiter.execution.timeout.default", "20 m")
        .configurationParameters(AT_A_TIME)
        .build();
  }

  private static String pattern(String name) {
    return "tests\\..*" + Pattern.quote(name) + ".*";
  }
}

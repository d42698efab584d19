package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import process.Processes;
import proof.VerdictJson;
import python.PythonInterpreter;
import python.ToolVirtualEnvironment;
import report.Report;
import report.ReportJson;

/** What programs are promised of report.json. */
@Tag("slow")
class ReportSchemaTest {
  private static final Path SCHEMA = Checkout.root().resolve("docs/report.schema.json");
  private static final String CHECK =
      """
      import json, sys
      import jsonschema
      schema = json.load(open(sys.argv[1]))
      if sys.argv[3] != 'whole':
          schema = dict(schema['$defs'][sys.argv[3]], **{'$defs': schema['$defs']})
      kind = jsonschema.Draft202012Validator
      kind.check_schema(schema)
      errors = list(kind(schema).iter_errors(json.load(open(sys.argv[2]))))
      print(*('%s: %s' % (list(error.path), error.message) for error in errors), sep='\\n')
      sys.exit(bool(errors))
      """;

  @TempDir Path folder;

  private Processes.Result checked(String json, String part) throws Exception {
    Path file = Files.writeString(folder.resolve("report.json"), json);
    PythonInterpreter python =
        ToolVirtualEnvironment.of(
                PythonInterpreter.find(Optional.empty(), Checkout.root()),
                List.of("jsonschema==4.17.3"))
            .python();
    return python.command("-c", CHECK, SCHEMA.toString(), file.toString(), part).run();
  }

  @Test
  void every_report_is_as_the_schema_says() throws Exception {
    Map<String, Report> reports =
        Map.of(
            "IDENTICAL", SampleReports.identical(),
            "EQUIVALENT", SampleReports.equivalent(),
            "DIFFERENT", SampleReports.different());
    for (Map.Entry<String, Report> report : reports.entrySet()) {
      String json = ReportJson.text(report.getValue());
      assertTrue(json.contains("\"verdict\": \"" + report.getKey() + "\""), report.getKey());
      Processes.Result result = checked(json, "whole");
      assertEquals(0, result.exitCode(), result.output() + result.errors());
    }
    Processes.Result bare = checked(ReportJson.text(SampleReports.bare()), "whole");
    assertEquals(0, bare.exitCode(), bare.output() + bare.errors());
  }

  @Test
  void what_compare_prints_is_its_proof() throws Exception {
    String json = VerdictJson.text(SampleReports.different().verdict());
    Processes.Result result = checked(json, "proof");
    assertEquals(0, result.exitCode(), result.output() + result.errors());
  }

  @Test
  void the_schema_refuses_what_is_no_report() throws Exception {
    String json = ReportJson.text(SampleReports.identical());
    Processes.Result renamed = checked(json.replace("\"verdict\"", "\"answer\""), "whole");
    assertEquals(1, renamed.exitCode(), renamed.output());
    assertEquals(1, checked(json.replace("IDENTICAL", "PERHAPS"), "whole").exitCode());
    assertEquals(1, checked(json.replace("\"format\": 1", "\"format\": 2"), "whole").exitCode());
  }
}

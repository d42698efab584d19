package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import console.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import migrations.MigrationRunner;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import postgres.ConnectionParameters;
import python.PythonInterpreter;
import python.ToolVirtualEnvironment;

/** An env.py that asks for variables which nobody gave. */
@Tag("slow")
class MissingVariablesTest extends WithClusters {
  private static ConnectionParameters database;

  @TempDir Path folder;
  private SmallProject project;

  @BeforeAll
  static void a_database() {
    database = clusters().start().superuser().orElseThrow();
  }

  @BeforeEach
  void a_project() throws Exception {
    project = new SmallProject(Files.createDirectory(folder.resolve("project")).toRealPath());
    project.revision("a1", Optional.empty(), "pass");
  }

  /** What is advised for an env.py that imports this module first. */
  private String advice(PythonInterpreter python, String settings, String... environment) {
    project.write("config/settings.py", settings.replace("; ", "\n"));
    project.env("import config.settings\n" + SmallProject.ENV);
    Map<String, String> variables =
        environment.length == 0 ? Map.of() : Map.of(environment[0], environment[1]);
    Path log = folder.resolve("log");
    try (MigrationRunner runner = new MigrationRunner(python, variables)) {
      Failure failure =
          assertThrows(
              Failure.class,
              () -> runner.run(project.tree(), database, log, id -> {}, List.of("current")));
      return failure.hint().lines().findFirst().orElse("");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "import os; KEY = os.environ['APP_KEY']",
        "from os import environ; KEY = environ['APP_KEY']",
        "import os; N = int(os.environ.get('APP_KEY', 'many'))",
        "import os; N = int(os.getenv('APP_KEY', 'many'))",
        "import os; K = os.environ.get('APP_KEY'); if not K: raise RuntimeError('set APP_KEY')",
        "import os; def get(n): return os.environ[n]; ; KEY = get('APP_KEY')",
        "import os; KEY = os.environ.get('APP_KEY').strip()",
        "import os; def f(n): return os.environ.get(n) or exit('no ' + n); ; K = f('APP_KEY')",
        "import os; K = dict(os.environ)['APP_KEY']",
        "import os; given = {**os.environ, 'OTHER': '1'}; K = given['APP_KEY']",
        "import os, string; K = string.Template('$APP_KEY').substitute(os.environ)",
        "import os; K = '{APP_KEY}'.format(**os.environ)",
        "import os; K = '%(APP_KEY)s' % os.environ",
        "import os; K = os.environb[b'APP_KEY']",
        "import os; if 'APP_KEY' not in os.environ: raise ImportError('APP_KEY is not set')",
        "import os; if not os.environ.get('APP_KEY'): raise SystemExit('give APP_KEY')",
        "import os; assert 'APP_KEY' in os.environ",
        "import os; K = os.environ.pop('APP_KEY')"
      })
  void a_variable_that_is_not_set_is_named(String settings) {
    assertEquals(
        "The environment variable APP_KEY is not set, and the project needs that: pass --env"
            + " APP_KEY=VALUE. Given to plan, later phases have it.",
        advice(Engines.python(), "import os; os.environ.get('OTHER'); " + settings));
  }

  @Test
  void a_value_that_is_no_good_is_told_without_showing_it() {
    String advice =
        advice(Engines.python(), "import os; N = int(os.environ['APP_N'])", "APP_N", "secret");
    assertTrue(
        advice.startsWith("The project cannot use the environment variable APP_N as set: pass "),
        advice);
    assertFalse(advice.contains("secret"), advice);
  }

  @Test
  void where_the_code_fails_later_all_that_it_looked_for_are_named() {
    String settings =
        """
        import os, tempfile
        from sqlalchemy import create_engine
        A, B = os.environ.get("APP_URL"), os.environ.get("APP_KEY")
        C, D = os.environ.get("PATH"), tempfile.gettempdir()
        create_engine(A)
        """;
    assertEquals(
        "The environment variables APP_URL, APP_KEY are not set; if the project needs that, pass"
            + " --env APP_URL=VALUE --env APP_KEY=VALUE. Given to plan, later phases have it.",
        advice(Engines.python(), settings));
  }

  @Test
  void an_error_of_another_kind_names_none() {
    String advice = advice(Engines.python(), "import nobody_has_this");
    assertTrue(advice.startsWith("It is not installed for "), advice);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "from decouple import config; KEY = config('APP_KEY')",
        "import environ; KEY = environ.Env()('APP_KEY')",
        "from environs import Env; KEY = Env().str('APP_KEY')",
        "from environs import Env; e = Env(); with e.prefixed('APP_'): KEY = e.str('KEY')",
        "from pydantic_settings import BaseSettings; class S(BaseSettings): app_key: str; ; S()",
        "from pydantic_settings import BaseSettings; class S(BaseSettings, env_prefix='APP_'):"
            + " key: str; ; S()",
        "import os; from pydantic import BaseModel; class S(BaseModel): APP_KEY: str; ;"
            + " S(**os.environ)",
        "from pydantic import AliasChoices, Field; from pydantic_settings import BaseSettings;"
            + " class S(BaseSettings): key: str = Field(validation_alias=AliasChoices('APP_KEY',"
            + " 'KEY')); ; S()",
        "from pydantic import BaseModel; from pydantic_settings import BaseSettings; class"
            + " D(BaseModel): key: str; ; class S(BaseSettings, env_nested_delimiter='_'): app: D;"
            + " ; import os; os.environ['APP_X'] = '1'; S()",
        "from starlette.config import Config; K = Config()('APP_KEY')",
        "from environs import Env; e = Env(eager=False); K = e.str('APP_KEY'); e.seal()",
        "from pydantic import Field; from pydantic_settings import BaseSettings; class"
            + " S(BaseSettings): key: str = Field(validation_alias='APP_KEY'); ; S()"
      })
  void libraries_for_settings_are_understood(String settings) {
    PythonInterpreter python =
        ToolVirtualEnvironment.of(
                PythonInterpreter.find(Optional.empty(), Checkout.root()),
                List.of(
                    "pydantic-settings==2.6.1",
                    "python-decouple==3.8",
                    "django-environ==0.11.2",
                    "environs==11.2.1",
                    "starlette==0.45.3"))
            .python();
    String advice = advice(python, settings);
    assertTrue(advice.contains("The environment variable APP_KEY is not set, and "), advice);
    assertTrue(advice.contains(": pass --env APP_KEY=VALUE."), advice);
  }
}

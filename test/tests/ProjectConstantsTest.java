package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import alembic.RevisionScript;
import alembic.RevisionScripts;
import console.Failure;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import source.ProjectConstants;

class ProjectConstantsTest {
  private static final String SCRIPT = "app/db/versions/x_y.py";
  private static final Map<String, String> FILES =
      Map.ofEntries(
          Map.entry("app/__init__.py", ""),
          Map.entry(
              "app/db/__init__.py",
              """
              from . import migration
              from .migration import CONTRACT
              from .names import *
              """),
          Map.entry(
              "app/db/migration.py",
              """
              import enum
              import os
              from enum import Enum, StrEnum

              from app.db import names
              from app.db.names import PREFIX as START

              EXPAND = "expand"
              CONTRACT: str = "contract"
              BOTH = (EXPAND, CONTRACT)
              ALL = BOTH + ("third",)
              SUFFIXED = EXPAND + "_" + START
              FORMATTED = f"{START}-{EXPAND}s"
              PADDED = f"{EXPAND:>10}"
              FIRST, SECOND = "one", "two"
              AGAIN = "earlier"
              AGAIN = "later"
              BEFORE = AGAIN
              AGAIN = "last"
              NOTHING = None
              FROM_ENVIRONMENT = os.environ["LABEL"]
              if START:
                  SOMETIMES = "sometimes"
              GROWN = ["expand"]
              GROWN.append("more")
              ADDED = ["expand"]
              ADDED += ["more"]
              GONE = "gone"
              del GONE
              _PRIVATE = "private"

              def compute():
                  EXPAND = "inner"
                  return EXPAND

              class Base:
                  INHERITED = "inherited"

              class Branch(Base):
                  EXPAND = "of_class"
                  OTHER = EXPAND + "_2"
                  OUTER = CONTRACT

                  class Inner:
                      DEEP = "deep"

              class Plain(Enum):
                  EXPAND = "of_enum"

              @enum.unique
              class Text(str, enum.Enum):
                  EXPAND = "of_text"

              class New(StrEnum):
                  EXPAND = "of_new"

              ALIAS = Branch
              """),
          Map.entry(
              "app/db/names.py", "from app.db import migration\nPREFIX = 'pre'\n_HIDDEN = 'h'\n"),
          Map.entry("app/db/versions/near.py", "LABEL = 'near'\n"),
          Map.entry("plain/folder/labels.py", "LABEL = 'plain'\n"),
          Map.entry("build/lib/app/db/migration.py", "EXPAND = 'generated'\n"));

  private static RevisionScript parse(Map<String, String> files, String imports, String value) {
    String source =
        imports + "\nrevision = 'x'\ndown_revision = None\nbranch_labels = " + value + "\n";
    return RevisionScripts.parse(
        SCRIPT, source.getBytes(StandardCharsets.UTF_8), ProjectConstants.of(new FileTree(files)));
  }

  @ParameterizedTest
  @CsvSource(
      value = {
        "from app.db import migration|(migration.EXPAND,)|expand",
        "from app.db import migration as m|[m.EXPAND, 'x']|expand x",
        "import app.db.migration|app.db.migration.EXPAND|expand",
        "import app.db|app.db.migration.EXPAND|expand",
        "import app.db.migration as m|{m.CONTRACT}|contract",
        "from app.db.migration import EXPAND|(EXPAND,)|expand",
        "from app.db.migration import EXPAND as E, CONTRACT|(E, CONTRACT)|expand contract",
        "from app.db.migration import *|(EXPAND,)|expand",
        "from ..migration import EXPAND|(EXPAND,)|expand",
        "from .. import migration|(migration.EXPAND,)|expand",
        "from . import near|(near.LABEL,)|near",
        "from app.db import CONTRACT|(CONTRACT,)|contract",
        "from app import db|(db.migration.EXPAND, db.PREFIX)|expand pre",
        "from app.db import PREFIX|(PREFIX,)|pre",
        "from plain.folder import labels|labels.LABEL|plain",
        "from app.db import migration as m|m.BOTH|expand contract",
        "from app.db import migration as m|m.ALL|expand contract third",
        "from app.db import migration as m|m.BOTH + ('x',)|expand contract x",
        "from app.db import migration as m|(*m.BOTH, 'x')|expand contract x",
        "from app.db import migration as m|(m.SUFFIXED, m.FORMATTED)|expand_pre pre-expands",
        "from app.db import migration as m|(f'{m.EXPAND}_x' 'y',)|expand_xy",
        "from app.db import migration as m|(m.FIRST, m.SECOND)|one two",
        "from app.db import migration as m|(m.AGAIN, m.BEFORE)|last later",
        "from app.db import migration as m|m.names.PREFIX|pre",
        "from app.db import migration as m|m.NOTHING|",
        "from app.db.migration import Branch|(Branch.EXPAND, Branch.OTHER)|of_class of_class_2",
        "from app.db.migration import Branch|(Branch.OUTER,)|contract",
        "from app.db.migration import Branch|(Branch.INHERITED,)|inherited",
        "from app.db.migration import Branch|(Branch.Inner.DEEP,)|deep",
        "from app.db import migration as m|(m.ALIAS.EXPAND,)|of_class",
        "from app.db.migration import Plain|(Plain.EXPAND.value,)|of_enum",
        "from app.db.migration import Text|(Text.EXPAND, Text.EXPAND.value)|of_text",
        "from app.db.migration import New|(New.EXPAND,)|of_new",
        "OWN = 'own'|(OWN,)|own",
        "OWN = ('a', 'b')|OWN|a b",
        "from app.db import migration; LABELS = (migration.EXPAND,)|LABELS|expand",
      },
      delimiter = '|',
      quoteCharacter = '`')
  void a_constant_is_followed(String imports, String value, String expected) {
    List<String> labels = parse(FILES, imports, value).branchLabels();
    assertEquals(expected == null ? "" : expected, String.join(" ", labels));
  }

  @ParameterizedTest
  @CsvSource(
      value = {
        "from app.db import migration as m|m.compute()",
        "from app.db import migration as m|m.compute",
        "from app.db import migration as m|m.FROM_ENVIRONMENT",
        "from app.db import migration as m|(m.SOMETIMES,)",
        "from app.db import migration as m|m.GROWN",
        "from app.db import migration as m|m.ADDED",
        "from app.db import migration as m|m.GONE",
        "from app.db import migration as m|m.PADDED",
        "from app.db import migration as m|(m.MISSING,)",
        "from app.db import migration as m|(m.Plain.EXPAND,)",
        "from app.db import migration as m|(m.Branch.MISSING,)",
        "from app.db import migration as m|m",
        "from app.db.migration import *|(_PRIVATE,)",
        "from elsewhere import migration as m|(m.EXPAND,)",
        "import os|os.environ['LABEL']",
        "import os|(os.environ['LABEL'],)",
        "from app.db.names import migration|(migration.names.migration.names.MISSING,)",
        "try: EXPAND = 'a'\\nexcept E: EXPAND = 'b'|(EXPAND,)",
      },
      delimiter = '|',
      quoteCharacter = '`')
  void what_has_to_be_computed_is_named_with_its_line(String imports, String value) {
    String before = imports.replace("\\n", "\n");
    Failure failure = assertThrows(Failure.class, () -> parse(FILES, before, value));
    long line = before.lines().count() + 3;
    assertEquals(
        SCRIPT + ", line " + line + ": 'branch_labels' has to be computed: " + value,
        failure.getMessage());
    assertTrue(
        failure.hint().contains("name a constant that a module of this repository defines"),
        failure.hint());
  }

  @Test
  void of_modules_with_one_name_the_nearest_is_meant_and_those_that_differ_are_not_guessed() {
    Map<String, String> files =
        new HashMap<>(
            Map.of("one/lib/labels.py", "L = 'one'\n", "two/lib/labels.py", "L = 'two'\n"));
    String imports = "from lib.labels import L";
    assertThrows(Failure.class, () -> parse(files, imports, "(L,)"));
    files.put("app/lib/labels.py", "L = 'near'\n");
    assertEquals(List.of("near"), parse(files, imports, "(L,)").branchLabels());
    files.remove("app/lib/labels.py");
    files.put("two/lib/labels.py", "L = 'one'\n");
    assertEquals(List.of("one"), parse(files, imports, "(L,)").branchLabels());
  }

  @Test
  void all_that_alembic_reads_is_followed() {
    String source =
        """
        from . import near
        revision = near.LABEL
        down_revision = (near.LABEL + "1", "b")
        depends_on = f"{near.LABEL}2"
        """;
    RevisionScript script =
        RevisionScripts.parse(
            SCRIPT,
            source.getBytes(StandardCharsets.UTF_8),
            ProjectConstants.of(new FileTree(FILES)));
    assertEquals("near", script.revision());
    assertEquals(List.of("near1", "b"), script.downRevisions());
    assertEquals(List.of("near2"), script.dependsOn());
  }
}

package project;

import config.AlembicConfig;
import config.ConfigSection;
import git.SourceTree;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import migrations.SchemaChoice;

/**
 * The schemas besides the one that was built, where one history builds any: env.py is told which. A
 * baseline names the one that was built.
 *
 * @param env the path of env.py
 * @param choice how it is told
 */
public record OtherSchemas(String env, SchemaChoice choice) {
  /** An env.py without any such word has nothing to choose. */
  private static final Pattern MAY_CHOOSE =
      Pattern.compile("(?i)schema|search_path|tenant|get_x_argument");

  /**
   * Looks whether a project has such, where its env.py may choose.
   *
   * @param tree a state of the project
   * @param tried has an engine try it
   */
  public static Optional<OtherSchemas> of(
      SourceTree tree, ConfigSection config, Supplier<Optional<SchemaChoice>> tried) {
    String env = AlembicConfig.read(tree, config).scriptLocation() + "/env.py";
    return tree.read(env)
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
        .filter(text -> MAY_CHOOSE.matcher(text).find())
        .flatMap(text -> tried.get())
        .map(choice -> new OtherSchemas(env, choice));
  }

  /** What that means for a baseline. */
  public String ofTheBaseline() {
    return told()
        + "; the baseline names "
        + choice.schema()
        + ", so that `alembic` for another schema would build in "
        + choice.schema();
  }

  /** What a verdict says nothing about. */
  public String notCompared() {
    return "schemas other than "
        + choice.schema()
        + ": "
        + told()
        + ", and a baseline that names "
        + choice.schema()
        + " builds in no other";
  }

  private String told() {
    return env + " builds in the schema that " + choice.by() + " gives";
  }
}

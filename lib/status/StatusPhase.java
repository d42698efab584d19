package status;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import console.Console;
import console.ExitCode;
import console.Table;
import java.util.List;
import java.util.Locale;
import project.Project;
import project.SettingOrigin;

/** Says where a project is in the procedure, what changed since, what is next, what is set. */
public final class StatusPhase {
  private final Project project;
  private final Console console;

  /** Of a project; only read. */
  public StatusPhase(Project project) {
    this.project = project;
    this.console = project.console();
  }

  /**
   * Prints it.
   *
   * @param json as JSON: {@code stage}, {@code done}, {@code changed}, {@code next}, {@code
   *     settings} ({@code name}, {@code value}, {@code from})
   */
  public ExitCode run(boolean json) {
    ProjectStage stage = ProjectStage.of(project);
    List<SettingOrigin> settings =
        SettingOrigin.of(project.settings(), project.plan().ifMade(), System.getenv());
    if (json) {
      console.data(json(stage, settings));
      return ExitCode.DONE;
    }
    stage.done().forEach(console::text);
    stage.changed().forEach(sentence -> console.text("Changed: " + sentence));
    console.text("Next: " + console.typed(stage.next()));
    console.text("");
    Table table = new Table("setting", "value", "from");
    settings.forEach(setting -> table.row(setting.name(), setting.value(), setting.from()));
    console.text(table);
    return ExitCode.DONE;
  }

  private String json(ProjectStage stage, List<SettingOrigin> settings) {
    Gson gson = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
    JsonObject object = new JsonObject();
    object.addProperty("stage", stage.stage().name().toLowerCase(Locale.ROOT));
    object.add("done", gson.toJsonTree(stage.done()));
    object.add("changed", gson.toJsonTree(stage.changed()));
    object.addProperty("next", console.typed(stage.next()));
    object.add("settings", gson.toJsonTree(settings));
    return gson.toJson(object);
  }
}

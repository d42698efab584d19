//FILES examples/hearthd.history=../../examples/hearthd.history
//FILES examples/hearthd/.gitignore=../../examples/hearthd/.gitignore
//FILES examples/hearthd/README.md=../../examples/hearthd/README.md
//FILES examples/hearthd/alembic.ini=../../examples/hearthd/alembic.ini
//FILES examples/hearthd/alembic/env.py=../../examples/hearthd/alembic/env.py
//FILES examples/hearthd/alembic/script.py.mako=../../examples/hearthd/alembic/script.py.mako
//FILES examples/hearthd/alembic/versions/00a7d4406c96_open_energy_reports_to_everyone.py=../../examples/hearthd/alembic/versions/00a7d4406c96_open_energy_reports_to_everyone.py
//FILES examples/hearthd/alembic/versions/05c668c50355_add_holidays.py=../../examples/hearthd/alembic/versions/05c668c50355_add_holidays.py
//FILES examples/hearthd/alembic/versions/0d63c1397c72_make_reading_ids_an_identity.py=../../examples/hearthd/alembic/versions/0d63c1397c72_make_reading_ids_an_identity.py
//FILES examples/hearthd/alembic/versions/0dfcb0060dab_add_heat_curve.py=../../examples/hearthd/alembic/versions/0dfcb0060dab_add_heat_curve.py
//FILES examples/hearthd/alembic/versions/143e8449c691_keep_targets_as_degrees_celsius.py=../../examples/hearthd/alembic/versions/143e8449c691_keep_targets_as_degrees_celsius.py
//FILES examples/hearthd/alembic/versions/16f554d037a_add_weekly_schedules.py=../../examples/hearthd/alembic/versions/16f554d037a_add_weekly_schedules.py
//FILES examples/hearthd/alembic/versions/1e9167154a7b_notify_of_alerts.py=../../examples/hearthd/alembic/versions/1e9167154a7b_notify_of_alerts.py
//FILES examples/hearthd/alembic/versions/2573e918b296_add_away_mode.py=../../examples/hearthd/alembic/versions/2573e918b296_add_away_mode.py
//FILES examples/hearthd/alembic/versions/29051340b98f_add_boost.py=../../examples/hearthd/alembic/versions/29051340b98f_add_boost.py
//FILES examples/hearthd/alembic/versions/2933322b74f6_store_template_variables_as_jsonb.py=../../examples/hearthd/alembic/versions/2933322b74f6_store_template_variables_as_jsonb.py
//FILES examples/hearthd/alembic/versions/2a699f40c2cc_make_emails_case_insensitive.py=../../examples/hearthd/alembic/versions/2a699f40c2cc_make_emails_case_insensitive.py
//FILES examples/hearthd/alembic/versions/2ab0d8ca6560_add_consumption.py=../../examples/hearthd/alembic/versions/2ab0d8ca6560_add_consumption.py
//FILES examples/hearthd/alembic/versions/322e44670407_merge_energy_and_holidays.py=../../examples/hearthd/alembic/versions/322e44670407_merge_energy_and_holidays.py
//FILES examples/hearthd/alembic/versions/36bc0030d249_seed_holidays_of_the_default_home.py=../../examples/hearthd/alembic/versions/36bc0030d249_seed_holidays_of_the_default_home.py
//FILES examples/hearthd/alembic/versions/38810265fb7c_add_current_reading_view.py=../../examples/hearthd/alembic/versions/38810265fb7c_add_current_reading_view.py
//FILES examples/hearthd/alembic/versions/3dcd507f463a_add_zone_modes.py=../../examples/hearthd/alembic/versions/3dcd507f463a_add_zone_modes.py
//FILES examples/hearthd/alembic/versions/4291e7d2b397_add_stale_device_state.py=../../examples/hearthd/alembic/versions/4291e7d2b397_add_stale_device_state.py
//FILES examples/hearthd/alembic/versions/482ca7f3d593_add_users.py=../../examples/hearthd/alembic/versions/482ca7f3d593_add_users.py
//FILES examples/hearthd/alembic/versions/4b17dda49e4a_add_device_labels.py=../../examples/hearthd/alembic/versions/4b17dda49e4a_add_device_labels.py
//FILES examples/hearthd/alembic/versions/528ce0864233_rename_user_table_to_account.py=../../examples/hearthd/alembic/versions/528ce0864233_rename_user_table_to_account.py
//FILES examples/hearthd/alembic/versions/52accd187ec8_add_message_templates.py=../../examples/hearthd/alembic/versions/52accd187ec8_add_message_templates.py
//FILES examples/hearthd/alembic/versions/54c8d2e163e8_rename_temp_to_temperature.py=../../examples/hearthd/alembic/versions/54c8d2e163e8_rename_temp_to_temperature.py
//FILES examples/hearthd/alembic/versions/59c4185bd861_index_holidays_by_period.py=../../examples/hearthd/alembic/versions/59c4185bd861_index_holidays_by_period.py
//FILES examples/hearthd/alembic/versions/60da69880168_keep_the_time_of_the_last_change.py=../../examples/hearthd/alembic/versions/60da69880168_keep_the_time_of_the_last_change.py
//FILES examples/hearthd/alembic/versions/736293154d89_add_automation_rules.py=../../examples/hearthd/alembic/versions/736293154d89_add_automation_rules.py
//FILES examples/hearthd/alembic/versions/7a2db8718310_add_humidity_sensors.py=../../examples/hearthd/alembic/versions/7a2db8718310_add_humidity_sensors.py
//FILES examples/hearthd/alembic/versions/825325998cba_describe_the_tables.py=../../examples/hearthd/alembic/versions/825325998cba_describe_the_tables.py
//FILES examples/hearthd/alembic/versions/8470d9a24bec_add_alerts.py=../../examples/hearthd/alembic/versions/8470d9a24bec_add_alerts.py
//FILES examples/hearthd/alembic/versions/8d0760ce60a3_add_firmware.py=../../examples/hearthd/alembic/versions/8d0760ce60a3_add_firmware.py
//FILES examples/hearthd/alembic/versions/926b8b39c67d_merge_weather_forecasts.py=../../examples/hearthd/alembic/versions/926b8b39c67d_merge_weather_forecasts.py
//FILES examples/hearthd/alembic/versions/933e1392b641_search_zones_without_accents.py=../../examples/hearthd/alembic/versions/933e1392b641_search_zones_without_accents.py
//FILES examples/hearthd/alembic/versions/93c5fb348222_add_silent_device_view.py=../../examples/hearthd/alembic/versions/93c5fb348222_add_silent_device_view.py
//FILES examples/hearthd/alembic/versions/a22dd9fa7b2_create_homes_and_zones.py=../../examples/hearthd/alembic/versions/a22dd9fa7b2_create_homes_and_zones.py
//FILES examples/hearthd/alembic/versions/a45537b3a779_add_weather_forecasts.py=../../examples/hearthd/alembic/versions/a45537b3a779_add_weather_forecasts.py
//FILES examples/hearthd/alembic/versions/b8cf724b6831_add_settings.py=../../examples/hearthd/alembic/versions/b8cf724b6831_add_settings.py
//FILES examples/hearthd/alembic/versions/bb8f481aa5e9_protect_from_frost.py=../../examples/hearthd/alembic/versions/bb8f481aa5e9_protect_from_frost.py
//FILES examples/hearthd/alembic/versions/be48e59f235e_add_default_zone_of_a_home.py=../../examples/hearthd/alembic/versions/be48e59f235e_add_default_zone_of_a_home.py
//FILES examples/hearthd/alembic/versions/c1aa4972c070_rename_alert_to_incident.py=../../examples/hearthd/alembic/versions/c1aa4972c070_rename_alert_to_incident.py
//FILES examples/hearthd/alembic/versions/cfc28759fbab_replace_names_of_accounts.py=../../examples/hearthd/alembic/versions/cfc28759fbab_replace_names_of_accounts.py
//FILES examples/hearthd/alembic/versions/d1d328d3a51_add_devices.py=../../examples/hearthd/alembic/versions/d1d328d3a51_add_devices.py
//FILES examples/hearthd/alembic/versions/d4966497da8d_add_tariffs.py=../../examples/hearthd/alembic/versions/d4966497da8d_add_tariffs.py
//FILES examples/hearthd/alembic/versions/d57fa05eb436_add_emergency_level.py=../../examples/hearthd/alembic/versions/d57fa05eb436_add_emergency_level.py
//FILES examples/hearthd/alembic/versions/d96fa195cbdc_add_audit_log.py=../../examples/hearthd/alembic/versions/d96fa195cbdc_add_audit_log.py
//FILES examples/hearthd/alembic/versions/e0153076b180_add_daily_readings.py=../../examples/hearthd/alembic/versions/e0153076b180_add_daily_readings.py
//FILES examples/hearthd/alembic/versions/e286b8bd54c2_add_account_groups.py=../../examples/hearthd/alembic/versions/e286b8bd54c2_add_account_groups.py
//FILES examples/hearthd/alembic/versions/ec9f5b6f5d01_replace_device_types.py=../../examples/hearthd/alembic/versions/ec9f5b6f5d01_replace_device_types.py
//FILES examples/hearthd/alembic/versions/eee96225b05_seed_the_default_home.py=../../examples/hearthd/alembic/versions/eee96225b05_seed_the_default_home.py
//FILES examples/hearthd/alembic/versions/f0553b47214c_add_mean_temperature_of_a_zone.py=../../examples/hearthd/alembic/versions/f0553b47214c_add_mean_temperature_of_a_zone.py
//FILES examples/hearthd/alembic/versions/f0d3bba130bc_add_integrations.py=../../examples/hearthd/alembic/versions/f0d3bba130bc_add_integrations.py
//FILES examples/hearthd/alembic/versions/fa581d6dc74_add_readings.py=../../examples/hearthd/alembic/versions/fa581d6dc74_add_readings.py
//FILES examples/hearthd/contribs/docker/Dockerfile-db=../../examples/hearthd/contribs/docker/Dockerfile-db
//FILES examples/hearthd/contribs/init.sql=../../examples/hearthd/contribs/init.sql
//FILES examples/hearthd/hearthd/__init__.py=../../examples/hearthd/hearthd/__init__.py
//FILES examples/hearthd/hearthd/config.py=../../examples/hearthd/hearthd/config.py
//FILES examples/hearthd/hearthd/init_db.py=../../examples/hearthd/hearthd/init_db.py
//FILES examples/hearthd/hearthd/models.py=../../examples/hearthd/hearthd/models.py
//FILES examples/hearthd/setup.py=../../examples/hearthd/setup.py

package sample;

import console.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.ResetCommand.ResetType;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.lib.TagBuilder;

/**
 * The project of {@code examples/hearthd} with the history of {@code examples/hearthd.history}, as
 * a git repository. Its commits have the same ids wherever it is made.
 */
public final class SampleProject {
  private static final String RESOURCES = "/examples/";
  private static final String HISTORY = "hearthd.history";
  private static final String FILES = "hearthd/";
  private static final String MAIN = Constants.R_HEADS + "main";
  private static final String BRANCH = Constants.R_HEADS + "squash-demo";
  private static final String NAME = "Hearth Keeper";
  private static final String EMAIL = "keeper@hearthd.example";

  private final Repository repository;
  private final List<DirCacheEntry> tree = new ArrayList<>();

  private SampleProject(Repository repository) {
    this.repository = repository;
  }

  /**
   * Makes the repository: {@code main} with all commits and tags, and {@code squash-demo}, at the
   * same commit and checked out.
   *
   * @param folder where; made if missing
   * @throws Failure if the folder cannot be written
   */
  public static void create(Path folder) {
    try (Git git = Git.init().setDirectory(folder.toFile()).setInitialBranch("main").call()) {
      SampleProject sample = new SampleProject(git.getRepository());
      sample.configure();
      sample.replay(history());
      git.reset().setMode(ResetType.HARD).call();
    } catch (IOException | GitAPIException unwritten) {
      throw new Failure(
          "The sample project cannot be written to " + folder + ": " + unwritten.getMessage(),
          "Name an empty folder that you may write to.",
          unwritten);
    }
  }

  /** Commits made in the sample need no settings of the person who tries it. */
  private void configure() throws IOException {
    StoredConfig config = repository.getConfig();
    config.setString("user", null, "name", NAME);
    config.setString("user", null, "email", EMAIL);
    config.setBoolean("commit", null, "gpgsign", false);
    config.setString("core", null, "autocrlf", "false");
    config.save();
  }

  private void replay(List<Step> steps) throws IOException {
    ObjectId head = ObjectId.zeroId();
    try (ObjectInserter objects = repository.newObjectInserter()) {
      for (Step step : steps) {
        head = commit(objects, step, head);
        for (String tag : step.tags()) {
          point(Constants.R_TAGS + tag, tag(objects, tag, step, head));
        }
      }
      objects.flush();
    }
    point(MAIN, head);
    point(BRANCH, head);
    repository.updateRef(Constants.HEAD).link(BRANCH);
  }

  private ObjectId commit(ObjectInserter objects, Step step, ObjectId parent) throws IOException {
    for (String path : step.paths()) {
      DirCacheEntry entry = new DirCacheEntry(path);
      entry.setFileMode(FileMode.REGULAR_FILE);
      entry.setObjectId(objects.insert(Constants.OBJ_BLOB, resource(FILES + path)));
      tree.add(entry);
    }
    DirCacheBuilder index = DirCache.newInCore().builder();
    tree.forEach(index::add);
    index.finish();

    CommitBuilder commit = new CommitBuilder();
    commit.setTreeId(index.getDirCache().writeTree(objects));
    if (!parent.equals(ObjectId.zeroId())) {
      commit.setParentId(parent);
    }
    commit.setAuthor(person(step.when()));
    commit.setCommitter(person(step.when()));
    commit.setMessage(step.message() + "\n");
    return objects.insert(commit);
  }

  private static ObjectId tag(ObjectInserter objects, String name, Step step, ObjectId commit)
      throws IOException {
    TagBuilder tag = new TagBuilder();
    tag.setTag(name);
    tag.setObjectId(commit, Constants.OBJ_COMMIT);
    tag.setTagger(person(step.when().plus(Duration.ofDays(1))));
    tag.setMessage("release " + name + "\n");
    return objects.insert(tag);
  }

  private void point(String ref, ObjectId target) throws IOException {
    RefUpdate update = repository.updateRef(ref);
    update.setNewObjectId(target);
    update.setExpectedOldObjectId(ObjectId.zeroId());
    RefUpdate.Result result = update.update();
    if (result != RefUpdate.Result.NEW) {
      throw new IOException(ref + " exists already");
    }
  }

  private static PersonIdent person(Instant when) {
    return new PersonIdent(NAME, EMAIL, when, ZoneOffset.UTC);
  }

  private static List<Step> history() throws IOException {
    List<Step> steps = new ArrayList<>();
    String text = new String(resource(HISTORY), StandardCharsets.UTF_8);
    for (String line : text.lines().toList()) {
      if (line.startsWith("commit ")) {
        String[] words = line.split(" ", 3);
        steps.add(
            new Step(Instant.parse(words[1]), words[2], new ArrayList<>(), new ArrayList<>()));
      } else if (line.startsWith("tag ")) {
        steps.get(steps.size() - 1).tags().add(line.substring("tag ".length()));
      } else if (line.startsWith("  ")) {
        steps.get(steps.size() - 1).paths().add(line.strip());
      }
    }
    return List.copyOf(steps);
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = SampleProject.class.getResourceAsStream(RESOURCES + name)) {
      if (in == null) {
        throw new IOException("the file examples/" + name + " is not part of this program");
      }
      return in.readAllBytes();
    }
  }

  /** One commit: when, with which message, the files that it adds, and the tags on it. */
  private record Step(Instant when, String message, List<String> paths, List<String> tags) {}
}

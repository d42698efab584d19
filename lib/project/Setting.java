package project;

import java.util.Map;
import java.util.Optional;
import plan.Deployed;
import plan.Squashplan;

/** The names of settings in a squashplan. */
public enum Setting {
  ALEMBIC_NAME(Squashplan.ALEMBIC_NAME),
  DOCKERFILE("dockerfile"),
  IMAGE("image"),
  SERVER_URL("server-url"),
  UPGRADE_COMMAND("upgrade-command"),
  PYTHON("python"),
  DB_NAME("db-name"),
  DB_USER("db-user"),
  INIT_SQL("init-sql"),
  ALLOW_NETWORK("allow-network"),
  VERSION_TABLE("alembic-version-table"),
  TIMEOUT("timeout"),
  DEPLOYED(Deployed.SETTING),
  HISTORY("history"),
  SESSION_SETTINGS("session-settings");

  private final String key;

  Setting(String key) {
    this.key = key;
  }

  /** The name. */
  public String key() {
    return key;
  }

  /** The setting's value, if there is one. */
  Optional<String> in(Map<String, String> settings) {
    return Optional.ofNullable(settings.get(key));
  }
}

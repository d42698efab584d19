package tests;

import engine.EngineSettings;
import engine.EngineSettings.DockerfileChoice;
import engine.EngineSettings.LoginChoice;
import engine.EngineSettings.MigrationInput;
import engine.EngineSettings.ServerChoice;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Settings of an engine that say nothing but what a test is about. */
final class Settings {
  private Optional<String> engine = Optional.empty();
  private Optional<String> python = Optional.empty();
  private Optional<String> password = Optional.empty();
  private Optional<Path> initSql = Optional.empty();
  private List<String> xArguments = List.of();
  private Optional<String> versionTable = Optional.empty();
  private Duration readyWithin = Duration.ofSeconds(60);
  private Optional<String> image = Optional.empty();
  private Optional<String> serverUrl = Optional.empty();

  Settings engine(Optional<String> name) {
    engine = name;
    return this;
  }

  /** With the Python that has Alembic and a driver. */
  Settings python() {
    return python(Engines.python().executable());
  }

  Settings python(Path program) {
    python = Optional.of(program.toString());
    return this;
  }

  Settings password(Optional<String> secret) {
    password = secret;
    return this;
  }

  Settings initSql(Optional<Path> file) {
    initSql = file;
    return this;
  }

  Settings xArguments(String... arguments) {
    xArguments = List.of(arguments);
    return this;
  }

  Settings versionTable(Optional<String> name) {
    versionTable = name;
    return this;
  }

  Settings readyWithin(Duration time) {
    readyWithin = time;
    return this;
  }

  Settings image(Optional<String> name) {
    image = name;
    return this;
  }

  Settings serverUrl(Optional<String> url) {
    serverUrl = url;
    return this;
  }

  EngineSettings build() {
    return new EngineSettings(
        new ServerChoice(engine, image, serverUrl, readyWithin),
        DockerfileChoice.USUAL,
        new LoginChoice("app", Optional.empty(), Optional.empty(), password),
        new MigrationInput(python, Map.of(), xArguments, initSql, versionTable, List.of()));
  }
}

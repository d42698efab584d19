package tests;

import engine.DockerfileEngine;
import engine.EngineSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import process.Processes;

/** A small project with the image of its database, whose label tells what was left of it. */
final class DatabaseImage {
  static final String FILE = "Dockerfile-db";
  static final String MAKE_ROLE =
      "su postgres -c \"psql -qc \\\"CREATE ROLE app LOGIN PASSWORD 'Secr7t'\\\""
          + " -c 'CREATE DATABASE app OWNER app'\"";

  static final String UPGRADE = "python3 -m alembic.config upgrade head";

  private final String label = "alembic_squash.tests=" + UUID.randomUUID();
  private final SmallProject project;

  /** A project in an empty folder, with two revisions that make a table each. */
  DatabaseImage(Path folder) {
    project =
        new SmallProject(folder)
            .write(
                "alembic.ini",
                """
                [alembic]
                script_location = migrations
                sqlalchemy.url = postgresql://app:Secr7t@localhost/app
                """)
            .revision("a1", Optional.empty(), "op.execute('CREATE TABLE one (id int)')")
            .revision("a2", Optional.of("a1"), "op.execute('CREATE TABLE two (id int)')");
    dockerfile("pg_start && " + MAKE_ROLE + " && " + UPGRADE + " && pg_stop", "USER postgres");
  }

  /** The project. */
  SmallProject project() {
    return project;
  }

  /** Its label, by which Docker finds what was made of it. */
  String label() {
    return label;
  }

  /** Writes its Dockerfile with another build and another end. */
  void dockerfile(String run, String end) {
    project.write(
        FILE,
        """
        FROM wazoplatform/wazo-base-db
        LABEL %s
        ENV DB_URI=postgresql://app:Secr7t@localhost/app
        COPY . /app
        WORKDIR /app
        RUN %s
        %s
        """
            .formatted(label, run, end));
  }

  /** Ids of containers or images that are there. */
  String left(String... words) {
    String[] line = Arrays.copyOf(words, words.length + 3);
    line[words.length] = "--quiet";
    line[words.length + 1] = "--filter";
    line[words.length + 2] = "label=" + label;
    return docker(line).output();
  }

  /** Runs a command of Docker's. */
  static Processes.Result docker(String... words) {
    String[] line = new String[words.length + 1];
    line[0] = "docker";
    System.arraycopy(words, 0, line, 1, words.length);
    return Processes.command(line).check();
  }

  /** An engine for such projects. */
  static DockerfileEngine engine(EngineSettings settings) {
    return new DockerfileEngine(settings, Path.of(FILE));
  }

  /** Settings that say nothing. */
  static EngineSettings settings() {
    return settings(Optional.empty(), Duration.ofSeconds(60));
  }

  /** Settings with a password, and with how long a database may take to answer. */
  static EngineSettings settings(Optional<String> password, Duration readyWithin) {
    return new Settings().password(password).readyWithin(readyWithin).build();
  }
}

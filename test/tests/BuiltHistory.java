package tests;

import console.Console;
import console.Invocation;
import git.GitRepository;
import git.UserHome;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.StoredConfig;

/** Builds a git repository with revision scripts, one commit an hour. */
final class BuiltHistory implements AutoCloseable {
  private static final Instant START = Instant.parse("2023-01-01T00:00:00Z");

  private final Path root;
  private final Git git;
  private String versions = "alembic/versions";
  private Instant now = START;

  private interface Step {
    void run() throws IOException, GitAPIException;
  }

  private BuiltHistory(Path root, Git git) {
    this.root = root;
    this.git = git;
  }

  /** An empty repository on the branch {@code work}. */
  static BuiltHistory empty(Path root) {
    UserHome.follow();
    try {
      Git git = Git.init().setDirectory(root.toFile()).setInitialBranch("work").call();
      StoredConfig config = git.getRepository().getConfig();
      config.setString("user", null, "name", "A Tester");
      config.setString("user", null, "email", "tester@example.org");
      config.save();
      return new BuiltHistory(root, git);
    } catch (GitAPIException | IOException failed) {
      throw new IllegalStateException(failed);
    }
  }

  /** A repository with an alembic.ini whose script_location is {@code alembic}. */
  static BuiltHistory project(Path root) {
    return empty(root).file("alembic.ini", "[alembic]\nscript_location = alembic\n");
  }

  /** Where {@link #revision} writes from now on. */
  BuiltHistory versionsIn(String folder) {
    versions = folder;
    return this;
  }

  BuiltHistory file(String path, String text) {
    return doing(
        () -> {
          Path file = root.resolve(path);
          Files.createDirectories(file.getParent());
          Files.writeString(file, text);
        });
  }

  /** A script that comes after these revisions; none of them makes it a base. */
  BuiltHistory revision(String id, String... down) {
    return file(pathOf(id), script(id, down, ""));
  }

  /** A script with more lines at its end. */
  BuiltHistory revisionWith(String more, String id, String... down) {
    return file(pathOf(id), script(id, down, more));
  }

  String pathOf(String id) {
    return versions + "/" + id + "_step.py";
  }

  private static String script(String id, String[] down, String more) {
    String parents = Arrays.stream(down).map(d -> "'" + d + "'").collect(Collectors.joining(", "));
    String value =
        switch (down.length) {
          case 0 -> "None";
          case 1 -> parents;
          default -> "(" + parents + ")";
        };
    return """
    \"""step %s

    Revision ID: %s

    \"""

    revision = '%s'
    down_revision = %s
    """
            .formatted(id, id, id, value)
        + more;
  }

  BuiltHistory move(String from, String to) {
    return doing(
        () -> {
          Files.createDirectories(root.resolve(to).getParent());
          Files.move(root.resolve(from), root.resolve(to));
        });
  }

  /** Makes a symbolic link. */
  BuiltHistory link(String path, String target) {
    return doing(
        () -> {
          Files.createDirectories(root.resolve(path).getParent());
          Files.deleteIfExists(root.resolve(path));
          Files.createSymbolicLink(root.resolve(path), Path.of(target));
        });
  }

  BuiltHistory remove(String path) {
    return doing(() -> Files.delete(root.resolve(path)));
  }

  /** Commits everything, an hour after the commit before, and returns the commit's id. */
  String commit(String message) {
    now = now.plus(Duration.ofHours(1));
    PersonIdent who = new PersonIdent("A Tester", "tester@example.org", now, ZoneOffset.UTC);
    try {
      git.add().addFilepattern(".").call();
      git.add().addFilepattern(".").setUpdate(true).call();
      return git.commit().setMessage(message).setAuthor(who).setCommitter(who).call().name();
    } catch (GitAPIException failed) {
      throw new IllegalStateException(failed);
    }
  }

  BuiltHistory committed(String message) {
    commit(message);
    return this;
  }

  BuiltHistory tag(String name) {
    return doing(() -> git.tag().setName(name).setAnnotated(false).call());
  }

  BuiltHistory annotatedTag(String name) {
    return doing(() -> git.tag().setName(name).setAnnotated(true).setMessage(name).call());
  }

  BuiltHistory branch(String name) {
    return doing(() -> git.checkout().setName(name).setCreateBranch(true).call());
  }

  BuiltHistory checkout(String name) {
    return doing(() -> git.checkout().setName(name).call());
  }

  BuiltHistory config(String section, String name, String value) {
    return doing(
        () -> {
          git.getRepository().getConfig().setString(section, null, name, value);
          git.getRepository().getConfig().save();
        });
  }

  Git git() {
    return git;
  }

  Path root() {
    return root;
  }

  /** The repository as the product opens it. */
  GitRepository open() {
    return GitRepository.containing(root);
  }

  private BuiltHistory doing(Step step) {
    try {
      step.run();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (GitAPIException failed) {
      throw new IllegalStateException(failed);
    }
    return this;
  }

  @Override
  public void close() {
    git.close();
  }

  /** A console without a terminal that keeps what is said. */
  record Talk(Console console, ByteArrayOutputStream out, ByteArrayOutputStream err) {
    static Talk sayingYes(boolean yes) {
      return of("", false, yes);
    }

    /** On a terminal where somebody types this. */
    static Talk answering(String typed) {
      return of(typed, true, false);
    }

    /** With somebody who says yes, and has started the tool by this. */
    static Talk startedAs(String command) {
      return of("", true, true, new Invocation("alembic_squash", List.of(), Optional.of(command)));
    }

    private static Talk of(String typed, boolean terminal, boolean yes) {
      return of(typed, terminal, yes, Invocation.UNKNOWN);
    }

    private static Talk of(String typed, boolean terminal, boolean yes, Invocation invocation) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ByteArrayOutputStream err = new ByteArrayOutputStream();
      Console console =
          new Console(
              new Console.Settings(
                  new PrintStream(out, true, StandardCharsets.UTF_8),
                  new PrintStream(err, true, StandardCharsets.UTF_8),
                  new BufferedReader(new StringReader(typed)),
                  false,
                  terminal,
                  terminal,
                  100,
                  Console.Verbosity.NORMAL,
                  yes,
                  invocation));
      return new Talk(console, out, err);
    }

    String data() {
      return out.toString(StandardCharsets.UTF_8);
    }

    String said() {
      return err.toString(StandardCharsets.UTF_8);
    }
  }
}

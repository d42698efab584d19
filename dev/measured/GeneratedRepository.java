package measured;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import process.Processes;

/**
 * A git repository of a project with many revisions and commits, made by {@code git fast-import}.
 * Revisions come evenly spread; the other commits change the application's code, and each tenth
 * merges the one before it. Every fifth revision is released: its commit has a tag.
 *
 * @param folder the work tree, checked out
 * @param revisions how many there are
 * @param tag the tag up to which a squash leaves a few revisions, at 90 %
 */
public record GeneratedRepository(Path folder, int revisions, String tag) {
  private static final int RELEASE = 5;
  private static final int MERGE = 10;
  private static final int FOLDERS = 40;
  private static final int FILES_OF_A_FOLDER = 25;
  private static final int FILES_OF_A_COMMIT = 3;
  private static final long FIRST_SECOND = 1_420_070_400;
  private static final long SECONDS_APART = 3_600;
  private static final String PERSON = "Ada <ada@app.example>";

  /**
   * Makes one.
   *
   * @param folder not there yet, or empty
   * @param files what the first commit has besides, by path
   * @param revisions how many; at least 10
   * @param commits how many; at least two for each revision, and 20
   */
  public static GeneratedRepository create(
      Path folder, Map<String, String> files, int revisions, int commits) {
    try {
      Files.createDirectories(folder);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
    git(folder, "init", "--quiet", "--initial-branch=main");
    git(folder, "config", "user.name", "Ada");
    git(folder, "config", "user.email", "ada@app.example");
    Stream stream = new Stream(new ByteArrayOutputStream());
    stream.commits(files, revisions, commits);
    Processes.command("git", "fast-import", "--quiet")
        .in(folder)
        .stdin(stream.to().toByteArray())
        .check();
    git(folder, "checkout", "--quiet", "-b", "work", "main");
    return new GeneratedRepository(folder, revisions, tag(revisions * 9 / 10 / RELEASE * RELEASE));
  }

  private static void git(Path folder, String... words) {
    String[] line = new String[words.length + 1];
    line[0] = "git";
    System.arraycopy(words, 0, line, 1, words.length);
    Processes.command(line).in(folder).check();
  }

  private static String tag(int revision) {
    return "v" + revision / RELEASE;
  }

  /** How many revisions the tag has. */
  public int squashed() {
    return Integer.parseInt(tag.substring(1)) * RELEASE;
  }

  /** What fast-import reads. */
  private record Stream(ByteArrayOutputStream to) {

    void commits(Map<String, String> files, int revisions, int commits) {
      int made = 0;
      for (int commit = 1; commit <= commits; commit++) {
        Map<String, String> changed = new TreeMap<>();
        boolean aside = commit % MERGE == MERGE - 1;
        boolean merges = commit % MERGE == 0;
        boolean revises = !aside && !merges && made < due(commit, revisions, commits);
        if (commit == 1) {
          changed.putAll(files);
          for (int number = 0; number < FOLDERS * FILES_OF_A_FOLDER; number++) {
            changed.put(code(number), "number = 0\n");
          }
        } else if (revises) {
          made++;
          changed.put(GeneratedMigrations.path(made), GeneratedMigrations.text(made));
        } else {
          int number = merges ? commit - 1 : commit;
          for (int file = 0; file < FILES_OF_A_COMMIT; file++) {
            changed.put(code(number + file), "number = " + number + "\n");
          }
        }
        commit(commit, aside || merges ? commit - 2 : commit - 1, merges, changed);
        if (revises && made % RELEASE == 0) {
          line("reset refs/tags/" + tag(made));
          line("from :" + commit);
          line("");
        }
      }
      if (made < revisions) {
        throw new IllegalArgumentException(
            commits + " commits are too few for " + revisions + " revisions");
      }
      line("done");
    }

    /** How many revisions there are at least by a commit; the last ones have none. */
    private static long due(int commit, int revisions, int commits) {
      return Math.min(revisions, (long) commit * revisions / (commits - 2L * MERGE));
    }

    private static String code(int number) {
      int file = number % (FOLDERS * FILES_OF_A_FOLDER);
      return "app/part_%d/code_%d.py".formatted(file % FOLDERS, file / FOLDERS);
    }

    private void commit(int number, int parent, boolean merges, Map<String, String> changed) {
      line("commit refs/heads/main");
      line("mark :" + number);
      line("committer " + PERSON + " " + (FIRST_SECOND + number * SECONDS_APART) + " +0000");
      data("change " + number);
      if (number > 1) {
        line("from :" + parent);
      }
      if (merges) {
        line("merge :" + (number - 1));
      }
      for (Map.Entry<String, String> file : changed.entrySet()) {
        line("M 100644 inline " + file.getKey());
        data(file.getValue());
      }
      line("");
    }

    private void data(String text) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      line("data " + bytes.length);
      to.writeBytes(bytes);
      line("");
    }

    private void line(String text) {
      to.writeBytes((text + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }
}

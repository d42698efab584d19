package plan;

import alembic.Cut;
import alembic.RevisionGraph;
import answers.AnswerLine;
import answers.Answers;
import config.ConfigSection;
import console.Failure;
import git.Commit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import process.OwnFile;

/**
 * What was planned: lines of {@code key:value} in a text file that a person can read, and that
 * later phases go by.
 *
 * @param tag what the user named, by a name that means the same later: a tag, a commit's whole id
 *     for whatever else git knows, or a revision's whole id
 * @param revs the squashed revisions, newest first
 * @param heads the heads of the whole graph
 * @param cut the revision whose id the baseline keeps
 * @param commit the commit that was checked out
 * @param ini the configuration of Alembic, relative to the repository's root
 * @param engine the engine that builds databases
 * @param settings the engine's settings, by name
 * @param answers what is answered about generated values and secrets
 */
public record Squashplan(
    String tag,
    List<String> revs,
    List<String> heads,
    String cut,
    String commit,
    String ini,
    String engine,
    Map<String, String> settings,
    Answers answers) {
  /** The folder of a project that all phases write to. */
  public static final String FOLDER = ".alembic_squash";

  /** The setting that names the section of the configuration. */
  public static final String ALEMBIC_NAME = "alembic-name";

  /** The setting that names the first tag with all squashed revisions, where no tag was named. */
  static final String RELEASE = "release";

  /** The setting by which squashed revisions that kept code imports stay as plain modules. */
  static final String KEEP_IMPORTED = "keep-imported";

  /** The setting that names the kept revision that the baseline comes after. */
  private static final String FROM = "from";

  /** The setting that says how many releases the plan was to leave unsquashed. */
  private static final String KEEP_RELEASES = "keep-releases";

  static final String YES = "yes";

  /** Settings that hold the SHA-256 of files that later phases read start so. */
  private static final String SUM = "sha256.";

  private static final String FILE = "squashplan";
  private static final String SETTING = "set.";

  private static final String VALUE = "value";
  static final String AGAIN = "Run `plan` again.";

  /** Keeps copies, the settings sorted by name. */
  public Squashplan {
    revs = List.copyOf(revs);
    heads = List.copyOf(heads);
    settings = java.util.Collections.unmodifiableMap(new TreeMap<>(settings));
  }

  /** What the squash is called in names of files and in sentences: the tag, else the cut. */
  public String name() {
    return isTag() ? tag : cut;
  }

  /** What to check out for the originals: the tag, else the first digits of a commit. */
  public String originals() {
    return isTag() ? tag : Commit.brief(Commit.isWhole(tag) ? tag : commit);
  }

  /** What an older database is upgraded with: the tag, else the commit and its first release. */
  public String upgradedWith() {
    return originals() + release().map(tag -> ", first released in " + tag).orElse("");
  }

  /** The first tag with all squashed revisions; empty if there is none, or one was named. */
  public Optional<String> release() {
    return Optional.ofNullable(settings.get(RELEASE));
  }

  /**
   * What to install first where a database is at a squashed revision: a release if there is one.
   */
  public String bridge() {
    String commit = "commit " + originals();
    return isTag() ? tag : release().orElse(commit);
  }

  private boolean isTag() {
    return !Commit.isWhole(tag) && !tag.equals(cut);
  }

  /** The same plan with more settings. */
  public Squashplan with(Map<String, String> more) {
    Map<String, String> all = new TreeMap<>(settings);
    all.putAll(more);
    return withOnly(all);
  }

  /** The same plan with these settings and no others. */
  public Squashplan withOnly(Map<String, String> all) {
    return new Squashplan(tag, revs, heads, cut, commit, ini, engine, all, answers);
  }

  /** The same plan with these answers and no others. */
  public Squashplan withAnswers(Answers all) {
    return new Squashplan(tag, revs, heads, cut, commit, ini, engine, settings, all);
  }

  /**
   * The same plan with the first tag that has all squashed revisions; needless where one is named.
   */
  Squashplan releasedIn(Optional<String> release) {
    return isTag() || release.isEmpty() ? this : with(Map.of(RELEASE, release.get()));
  }

  /** The same plan for another engine. */
  public Squashplan withEngine(String name) {
    return new Squashplan(tag, revs, heads, cut, commit, ini, name, settings, answers);
  }

  /** The same plan with the SHA-256 of a file, by its name; with none where that is empty. */
  public Squashplan withSum(String file, Optional<String> sum) {
    Map<String, String> all = new TreeMap<>(settings);
    all.remove(SUM + file);
    sum.ifPresent(digits -> all.put(SUM + file, digits));
    return withOnly(all);
  }

  /** The SHA-256 of a file as it was written, by its name. */
  public Optional<String> sum(String file) {
    return Optional.ofNullable(settings.get(SUM + file));
  }

  /** Those that say so of any file. */
  public Map<String, String> sums() {
    Map<String, String> sums = new TreeMap<>(settings);
    sums.keySet().removeIf(name -> !name.startsWith(SUM));
    return sums;
  }

  /** The configuration of Alembic, with its section. */
  public ConfigSection config() {
    return new ConfigSection(ini, settings.getOrDefault(ALEMBIC_NAME, ConfigSection.USUAL));
  }

  /** The kept revision that the baseline comes after; empty if it comes after none. */
  public Optional<String> from() {
    return Optional.ofNullable(settings.get(FROM));
  }

  /** The cut in these revisions. */
  public Cut in(RevisionGraph graph) {
    return Cut.at(graph, cut, from());
  }

  /** The same plan with a revision that the baseline comes after. */
  Squashplan from(Optional<String> base) {
    return base.map(id -> with(Map.of(FROM, id))).orElse(this);
  }

  /** Whether squashed revisions that kept code imports stay as plain modules. */
  public boolean keepsImported() {
    return YES.equals(settings.get(KEEP_IMPORTED));
  }

  /** The same plan with squashed revisions that kept code imports staying or not. */
  Squashplan keepingImported(boolean keep) {
    Map<String, String> all = new TreeMap<>(settings);
    all.remove(KEEP_IMPORTED);
    if (keep) {
      all.put(KEEP_IMPORTED, YES);
    }
    return withOnly(all);
  }

  /** The same plan with how many releases it was to leave unsquashed, if that was said. */
  Squashplan keepingReleases(Optional<Integer> count) {
    return count.map(number -> with(Map.of(KEEP_RELEASES, number.toString()))).orElse(this);
  }

  /** How many releases it was to leave unsquashed, if its release was picked by that. */
  public Optional<Integer> keepReleases() {
    return Optional.ofNullable(settings.get(KEEP_RELEASES)).map(Integer::valueOf);
  }

  /** Where the plan of a project is. */
  public static Path path(Path projectFolder) {
    return projectFolder.resolve(FOLDER).resolve(FILE);
  }

  /** The lines of the file. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("tag:" + tag);
    revs.forEach(rev -> lines.add("rev:" + rev));
    heads.forEach(head -> lines.add("head:" + head));
    lines.add("cut:" + cut);
    lines.add("commit:" + commit);
    lines.add("ini:" + ini);
    lines.add("engine:" + engine);
    settings.forEach((name, value) -> lines.add(SETTING + name + ":" + value));
    answers.lines().forEach(line -> lines.add(VALUE + ":" + line));
    return lines;
  }

  /**
   * Writes the plan, and the folder it lies in. What {@code --env} gave may be secret, so others of
   * this machine cannot read it.
   *
   * @throws IllegalArgumentException where a value has a line end, or the name of a setting a colon
   */
  public void write(Path file) {
    settings.keySet().stream()
        .filter(name -> name.contains(":"))
        .forEach(
            name -> {
              throw new IllegalArgumentException("a setting's name with a colon: " + name);
            });
    List<String> lines = lines();
    for (String line : lines) {
      if (line.contains("\n") || line.contains("\r")) {
        throw new IllegalArgumentException("a value with a line end: " + line);
      }
    }
    OwnFile.folder(file.toAbsolutePath().getParent());
    OwnFile.write(file, String.join("\n", lines) + "\n");
  }

  /**
   * Reads a plan.
   *
   * @throws Failure if there is none, or naming the line that is not one of a plan's
   */
  public static Squashplan read(Path file) {
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (NoSuchFileException none) {
      throw new Failure("there is no plan yet: " + file, "Run `plan <tag>` first.", none);
    } catch (IOException unreadable) {
      throw new Failure("the plan " + file + " cannot be read", AGAIN, unreadable);
    }
    Map<String, List<String>> values = new HashMap<>();
    Map<String, String> settings = new TreeMap<>();
    List<AnswerLine> answers = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      int colon = line.indexOf(':');
      String key = line.substring(0, Math.max(0, colon));
      String value = line.substring(colon + 1);
      if (key.startsWith(SETTING)) {
        settings.put(key.substring(SETTING.length()), value);
      } else if (key.equals(VALUE) && AnswerLine.parse(value).isPresent()) {
        answers.add(AnswerLine.parse(value).get());
      } else if (isKnown(key) && (isRepeated(key) || !values.containsKey(key))) {
        values.computeIfAbsent(key, created -> new ArrayList<>()).add(value);
      } else {
        throw new Failure(
            file + ", line " + (i + 1) + ": '" + line + "' is no line of a plan", AGAIN);
      }
    }
    return new Squashplan(
        single(file, values, "tag"),
        values.getOrDefault("rev", List.of()),
        values.getOrDefault("head", List.of()),
        single(file, values, "cut"),
        single(file, values, "commit"),
        single(file, values, "ini"),
        single(file, values, "engine"),
        settings,
        Answers.of(answers));
  }

  private static boolean isKnown(String key) {
    return isRepeated(key) || Set.of("tag", "cut", "commit", "ini", "engine").contains(key);
  }

  private static boolean isRepeated(String key) {
    return key.equals("rev") || key.equals("head");
  }

  private static String single(Path file, Map<String, List<String>> values, String key) {
    return Optional.ofNullable(values.get(key))
        .map(found -> found.get(0))
        .orElseThrow(() -> new Failure(file + " has no line '" + key + ":'", AGAIN));
  }
}

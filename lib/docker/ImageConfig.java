package docker;

import com.google.gson.Gson;
import com.google.gson.annotations.SerializedName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import process.Processes;

/**
 * How an image says that its containers run, in the words of Docker's JSON (<a
 * href="https://github.com/moby/docker-image-spec/blob/main/spec.md">its specification</a>).
 *
 * @param user as {@code docker exec --user} takes it; empty for root
 * @param workingDir the folder that it works in; empty for the top
 * @param env variables, as {@code NAME=VALUE}
 * @param entrypoint what is started
 * @param cmd its arguments, or what is started
 * @param shell what reads the shell form of RUN
 * @param volumes folders that each container has anew
 * @param labels its labels
 */
public record ImageConfig(
    @SerializedName("User") String user,
    @SerializedName("WorkingDir") String workingDir,
    @SerializedName("Env") List<String> env,
    @SerializedName("Entrypoint") List<String> entrypoint,
    @SerializedName("Cmd") List<String> cmd,
    @SerializedName("Shell") List<String> shell,
    @SerializedName("Volumes") Map<String, Object> volumes,
    @SerializedName("Labels") Map<String, String> labels) {
  private static final List<String> USUAL_SHELL = List.of("/bin/sh", "-c");

  /** That of an image, by its id or name. */
  public static ImageConfig ofImage(String image) {
    return read(Docker.command("image", "inspect", "--format", "{{json .Config}}", image));
  }

  private static ImageConfig read(Processes.Command inspect) {
    return new Gson().fromJson(inspect.check().output(), ImageConfig.class);
  }

  /** The folder that it works in. */
  public String folder() {
    return orNone(workingDir).isEmpty() ? "/" : workingDir;
  }

  /** Its variables. */
  public Map<String, String> variables() {
    Map<String, String> all = new LinkedHashMap<>();
    for (String one : orNone(env)) {
      int equals = one.indexOf('=');
      all.put(one.substring(0, equals), one.substring(equals + 1));
    }
    return all;
  }

  /** What its containers start. */
  List<String> started() {
    List<String> words = new ArrayList<>(orNone(entrypoint));
    words.addAll(orNone(cmd));
    return words;
  }

  /** What reads a line of the shell's. */
  List<String> reader() {
    return orNone(shell).isEmpty() ? USUAL_SHELL : shell;
  }

  /** Options of {@code docker exec} for what runs as it says in a container of another image. */
  List<String> options(ImageConfig other) {
    List<String> options =
        new ArrayList<>(
            List.of("--user", orNone(user).isEmpty() ? "0" : user, "--workdir", folder()));
    Map<String, String> there = other.variables();
    variables()
        .forEach(
            (name, value) -> {
              if (!value.equals(there.get(name))) {
                options.addAll(List.of("--env", name + "=" + value));
              }
            });
    return options;
  }

  /** Why a build of it cannot go on in containers as it would in a build; empty if it can. */
  public Optional<String> obstacle() {
    return Optional.ofNullable(volumes)
        .flatMap(all -> all.keySet().stream().findFirst())
        .map(
            volume ->
                "the image has a VOLUME, " + volume + ", which each step of a build has anew");
  }

  /** Variables that its build alone had, as its labels tell them; an ENV comes before an ARG. */
  Map<String, String> arguments() {
    Map<String, String> all = new LinkedHashMap<>();
    Map<String, String> variables = variables();
    Optional.ofNullable(labels)
        .ifPresent(
            held ->
                held.forEach(
                    (name, value) -> {
                      String variable = name.replaceFirst("^" + StoppedBuild.ARGUMENT, "");
                      boolean isOne = !variable.equals(name) && !value.isEmpty();
                      if (isOne && !variables.containsKey(variable)) {
                        all.put(variable, value);
                      }
                    }));
    return all;
  }

  private static String orNone(String text) {
    return Optional.ofNullable(text).orElse("");
  }

  private static List<String> orNone(List<String> words) {
    return Optional.ofNullable(words).orElse(List.of());
  }
}

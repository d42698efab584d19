package git;

import java.util.regex.Pattern;

/** Paths of files that programs write, or that come from elsewhere, by the names that they have. */
public final class GeneratedPaths {
  private static final String FOLDERS =
      "build|dist|_build|[^/]+\\.egg-info|[^/]+\\.dist-info|\\.eggs|\\.tox|\\.nox|\\.?venv"
          + "|__pycache__|node_modules|site-packages|vendor|_vendor|vendored|third_party";
  private static final String FILES =
      "[^/]+\\.(py[cod]|lock|min\\.(js|css)|map)|(package-lock|npm-shrinkwrap)\\.json"
          + "|pnpm-lock\\.ya?ml|go\\.sum";
  private static final Pattern GENERATED =
      Pattern.compile("(.*/)?(" + FOLDERS + ")/.*|(.*/)?(" + FILES + ")");

  private GeneratedPaths() {}

  /** Whether a file of this path is one. */
  public static boolean isOne(String path) {
    return GENERATED.matcher(path).matches();
  }
}

package answers;

import java.util.regex.Pattern;

/** How secrets look: what columns and options that hold one are called, and what is in them. */
public final class SecretPatterns {
  private static final Pattern NAME =
      Pattern.compile(
          "(?i)(^|[_ ])(password|passwd|passphrase|secret|token|credentials?|salt"
              + "|(api|secret|private|access|encryption|signing|master|auth)[_ ]?key)($|[_ ])");
  private static final Pattern VALUE =
      Pattern.compile(
          "\\$(?:2[abxy]|argon2\\w*|scrypt|pbkdf2[\\w-]*|[156])\\$.{16,}"
              + "|(?:pbkdf2|bcrypt|argon2|scrypt)\\w*[$:].{16,}"
              + "|SCRAM-SHA-256\\$.*"
              + "|-----BEGIN [A-Z ]*PRIVATE KEY-----.*"
              + "|eyJ[\\w-]{10,}\\.eyJ[\\w-]{5,}\\.[\\w-]{10,}"
              + "|AKIA[0-9A-Z]{16}|gh[pousr]_\\w{30,}|xox[baprs]-[\\w-]{10,}|sk_live_\\w{16,}"
              + "|\\w+(?:\\+\\w+)?://[^\\s:@/]+:[^\\s:@/]+@.*",
          Pattern.DOTALL);

  /** What options of foreign data wrappers, and libpq, call their secrets besides. */
  private static final Pattern OPTION =
      Pattern.compile(
          "(?i).*(password|passwd|passphrase|pwd|secret|token)"
              + "|key|jwt|(scram_client|scram_server|account)_key");

  private static final Pattern CONNECTION_WITH_SECRET =
      Pattern.compile(
          "(?i)(.*[\\s;?&])?(password|passwd|sslpassword|pwd|secret|token)\\s*=\\s*[^\\s;&].*",
          Pattern.DOTALL);

  private static final Pattern SWITCH = Pattern.compile("(?i)|true|false|on|off|yes|no");

  private SecretPatterns() {}

  /** Whether a column of this name holds secrets. */
  public static boolean isName(String column) {
    return NAME.matcher(column).find();
  }

  /** Whether a text is one that only a secret is: a hash of a password, a key, a token. */
  public static boolean isValue(String text) {
    return VALUE.matcher(text).matches();
  }

  /** Whether a column, or a text in it, looks like a secret. */
  public static boolean isIn(String column, String text) {
    return isName(column) || isValue(text);
  }

  /** Whether an option of a definition, or what it is set to, looks like a secret. */
  public static boolean isInOption(String name, String value) {
    return !SWITCH.matcher(value).matches()
        && (isIn(name, value)
            || OPTION.matcher(name).matches()
            || CONNECTION_WITH_SECRET.matcher(value).matches());
  }
}

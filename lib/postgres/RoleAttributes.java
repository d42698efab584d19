package postgres;

/** What the role that migrates may do on a server that was made for one database. */
public enum RoleAttributes {
  /** Migrations that need less run all the same, and those that need more ask for no other role. */
  SUPERUSER("SUPERUSER"),
  /** As in production: it owns the database, and nothing that was there before. */
  ORDINARY("NOSUPERUSER"),
  /** As on managed servers, where it may make roles and databases too. */
  CREATING("NOSUPERUSER CREATEROLE CREATEDB");

  private final String attributes;

  RoleAttributes(String attributes) {
    this.attributes = attributes;
  }

  /** As CREATE ROLE has them. */
  public String attributes() {
    return attributes;
  }
}

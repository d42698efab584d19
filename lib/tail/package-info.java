//SOURCES BaseRows.java
//SOURCES InstallationRows.java
//SOURCES TailEngine.java

/** Databases for revisions that are squashed on top of one that stays. */
package tail;

//DEPS com.samskivert:jmustache:1.16
//DEPS io.github.bonede:tree-sitter-python:0.25.0
//DEPS io.github.bonede:tree-sitter:0.26.6
//SOURCES Archive.java
//SOURCES ArchivedData.java
//SOURCES EnvPy.java
//SOURCES HistoryMode.java
//SOURCES OldDatabases.java
//SOURCES OriginalRevisions.java
//SOURCES Place.java
//SOURCES SquashedHistoryFile.java

/** What becomes of databases that are at squashed revisions. */
package archive;

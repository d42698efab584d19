//DEPS io.github.bonede:tree-sitter-python:0.25.0
//DEPS io.github.bonede:tree-sitter:0.26.6
//SOURCES CodeEdits.java
//SOURCES Cut.java
//SOURCES MigrationFunctions.java
//SOURCES RevisionEdit.java
//SOURCES RevisionGraph.java
//SOURCES RevisionNames.java
//SOURCES RevisionScript.java
//SOURCES RevisionScripts.java
//SOURCES ScriptDirectory.java
//SOURCES ScriptTexts.java

/** Revision scripts, the graph that they make, and the cut in it. */
package alembic;

//DEPS io.github.bonede:tree-sitter:0.26.6
//DEPS io.github.bonede:tree-sitter-python:0.25.0
//DEPS org.tomlj:tomlj:2.2.0
//SOURCES AlembicConfig.java
//SOURCES ConfigFinder.java
//SOURCES ConfigFolders.java
//SOURCES ConfigOptions.java
//SOURCES Cut.java
//SOURCES FileTemplate.java
//SOURCES IniFile.java
//SOURCES Interpolation.java
//SOURCES MigrationFunctions.java
//SOURCES PythonSource.java
//SOURCES PythonString.java
//SOURCES PythonValue.java
//SOURCES RevisionEdit.java
//SOURCES RevisionGraph.java
//SOURCES RevisionScript.java
//SOURCES RevisionScripts.java
//SOURCES ScriptAssignments.java
//SOURCES ScriptDirectory.java
//SOURCES SeveralHeads.java
//SOURCES TomlSection.java
//SOURCES ../console/package-info.java
//SOURCES ../git/package-info.java

/** Reading a project: its configuration, its revision scripts, and the graph that they make. */
package alembic;

//DEPS io.github.bonede:tree-sitter-python:0.25.0
//DEPS io.github.bonede:tree-sitter:0.26.6
//SOURCES HelperModules.java
//SOURCES ImportEdit.java
//SOURCES KeptCode.java
//SOURCES KeptReading.java
//SOURCES PlainModule.java
//SOURCES SquashedImports.java

/** Who imports a revision's file, and what becomes of the import. */
package imports;

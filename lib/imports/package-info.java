//DEPS io.github.bonede:tree-sitter-python:0.25.0
//DEPS io.github.bonede:tree-sitter:0.26.6
//SOURCES ../alembic/package-info.java
//SOURCES ../config/package-info.java
//SOURCES ../console/package-info.java
//SOURCES ../git/package-info.java
//SOURCES ../source/package-info.java
//SOURCES HelperModules.java
//SOURCES ImportEdit.java
//SOURCES KeptCode.java
//SOURCES KeptReading.java
//SOURCES PlainModule.java
//SOURCES SquashedImports.java

/** Who imports a revision's file, and what becomes of the import. */
package imports;

//SOURCES DebianPackage.java
//SOURCES DockerIgnore.java
//SOURCES Finding.java
//SOURCES LeftOutSql.java
//SOURCES Manifest.java
//SOURCES PackageFolder.java
//SOURCES Packages.java
//SOURCES Packaging.java
//SOURCES PackagingPhase.java
//SOURCES Pyproject.java
//SOURCES SetupCfg.java
//SOURCES SetupPy.java
//SOURCES Setuptools.java

//DEPS io.github.bonede:tree-sitter-python:0.25.0
//DEPS io.github.bonede:tree-sitter:0.26.6
//DEPS org.tomlj:tomlj:2.2.0

/** Whether the SQL beside revisions is shipped with them: what a project says to its packager. */
package packaging;

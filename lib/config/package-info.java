//DEPS org.tomlj:tomlj:2.2.0
//SOURCES AlembicConfig.java
//SOURCES ConfigChoice.java
//SOURCES ConfigFinder.java
//SOURCES ConfigFolders.java
//SOURCES ConfigOptions.java
//SOURCES ConfigSection.java
//SOURCES FileTemplate.java
//SOURCES IniFile.java
//SOURCES Interpolation.java
//SOURCES TomlFile.java
//SOURCES TomlSection.java
//SOURCES ToolSection.java

/** Alembic's configuration: alembic.ini, pyproject.toml, and the folders that they name. */
package config;

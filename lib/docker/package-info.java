//SOURCES BuiltImage.java
//SOURCES Container.java
//SOURCES Docker.java
//SOURCES Dockerfile.java
//SOURCES DockerfileInstruction.java
//SOURCES DockerfileVariables.java

/** Docker: images, containers, and the Dockerfile of a project's database. */
package docker;

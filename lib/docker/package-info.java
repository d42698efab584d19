//DEPS com.google.code.gson:gson:2.15.0
//SOURCES BuildContainer.java
//SOURCES BuiltImage.java
//SOURCES Container.java
//SOURCES Docker.java
//SOURCES Dockerfile.java
//SOURCES DockerfileInstruction.java
//SOURCES DockerfileVariables.java
//SOURCES ImageConfig.java
//SOURCES LeftObjects.java
//SOURCES OwnContainer.java
//SOURCES OwnLabel.java
//SOURCES Serving.java
//SOURCES ShellList.java
//SOURCES StoppedBuild.java

/** Docker: images, containers, and the Dockerfile of a project's database. */
package docker;

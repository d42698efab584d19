//SOURCES ClusterFolders.java
//SOURCES ClusterTemplate.java
//SOURCES ConfiguredVersionTable.java
//SOURCES ContainerAlembic.java
//SOURCES DockerResources.java
//SOURCES DockerfileEngine.java
//SOURCES Engine.java
//SOURCES EngineSettings.java
//SOURCES Engines.java
//SOURCES ExtraRows.java
//SOURCES HostEngine.java
//SOURCES Installation.java
//SOURCES KilledRuns.java
//SOURCES LocalClusters.java
//SOURCES MadeUpRows.java
//SOURCES OtherNames.java
//SOURCES Servers.java
//SOURCES SharedServer.java
//SOURCES StockContainers.java
//SOURCES ThrowawayServerSetup.java
//SOURCES TreeContainers.java
//SOURCES TreeDockerfile.java
//SOURCES TreeImages.java

/** Throwaway databases with a project's migrations applied, wherever they come from. */
package engine;

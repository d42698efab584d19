//SOURCES ../console/package-info.java
//SOURCES ../docker/package-info.java
//SOURCES ../migrations/package-info.java
//SOURCES ../postgres/package-info.java
//SOURCES ../process/package-info.java
//SOURCES ../python/package-info.java
//SOURCES ContainerAlembic.java
//SOURCES DockerfileEngine.java
//SOURCES Engine.java
//SOURCES EngineSettings.java
//SOURCES Engines.java
//SOURCES HostEngine.java
//SOURCES LocalClusters.java
//SOURCES Servers.java
//SOURCES SharedServer.java
//SOURCES StockContainers.java
//SOURCES ThrowawayServerSetup.java

/** Throwaway databases with a project's migrations applied, wherever they come from. */
package engine;

//SOURCES ClientVersion.java
//SOURCES ConnectionOptions.java
//SOURCES ConnectionParameters.java
//SOURCES ExistingServer.java
//SOURCES LibpqParameter.java
//SOURCES LocalCluster.java
//SOURCES ObservedRun.java
//SOURCES OwnDatabases.java
//SOURCES PostgresInstallation.java
//SOURCES Queries.java
//SOURCES RoleAttributes.java
//SOURCES ScramVerifier.java
//SOURCES ScratchNames.java
//SOURCES ScratchServer.java
//SOURCES Server.java
//SOURCES Session.java
//SOURCES SessionSetting.java
//SOURCES SharedObjects.java
//SOURCES Sql.java
//SOURCES Subscriptions.java
//SOURCES ThrowawayDatabase.java
//SOURCES UnixSocket.java
//SOURCES UrlParts.java
//SOURCES VersionHook.java
//SOURCES VersionTable.java

//DEPS org.postgresql:postgresql:42.7.14

/**
 * PostgreSQL's servers, roles and databases: those of this machine, foreign ones and throwaway
 * ones.
 */
package postgres;

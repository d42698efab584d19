//DEPS com.google.code.gson:gson:2.15.0
//SOURCES CheckDatabasePhase.java
//SOURCES CheckJson.java
//SOURCES CheckedDatabase.java
//SOURCES CommittedGraph.java
//SOURCES DatabaseReading.java
//SOURCES DatabaseState.java
//SOURCES Identification.java
//SOURCES Identified.java
//SOURCES KnownRevisions.java
//SOURCES MadeSquash.java
//SOURCES NamedDatabases.java
//SOURCES OlderDatabases.java
//SOURCES OriginalsWalk.java
//SOURCES ReleaseLadder.java
//SOURCES RevisionOrigin.java
//SOURCES SchemaDefinitions.java
//SOURCES SchemaLooks.java
//SOURCES StateOfDatabase.java
//SOURCES Stop.java

/** Databases that exist: what the revisions of today mean to them. */
package deployed;

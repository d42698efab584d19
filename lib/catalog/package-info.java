//SOURCES ChecksAfterRows.java
//SOURCES ClusterObjects.java
//SOURCES ClusterQueries.java
//SOURCES CopyToInsert.java
//SOURCES DatabaseState.java
//SOURCES DeferredConstraints.java
//SOURCES Extensions.java
//SOURCES MigratingRole.java
//SOURCES Relation.java
//SOURCES Relations.java
//SOURCES SequencePositions.java
//SOURCES StandardVersionTable.java

/**
 * What the builder asks PostgreSQL: relations, extensions, objects of the cluster, a database's
 * state.
 */
package catalog;

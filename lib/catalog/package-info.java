//SOURCES ClusterObjects.java
//SOURCES ClusterQueries.java
//SOURCES CopyToInsert.java
//SOURCES DatabaseState.java
//SOURCES DeferredChecks.java
//SOURCES Extensions.java
//SOURCES LateChecks.java
//SOURCES MigratingRole.java
//SOURCES Positions.java
//SOURCES Relation.java
//SOURCES Relations.java
//SOURCES StandardVersionTable.java

/**
 * What the builder asks PostgreSQL: relations, extensions, objects of the cluster, a database's
 * state.
 */
package catalog;

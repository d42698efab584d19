//SOURCES AlembicView.java
//SOURCES ArchivedOriginals.java
//SOURCES Builds.java
//SOURCES DeployedReleases.java
//SOURCES DeployedStates.java
//SOURCES DumpDigest.java
//SOURCES Findings.java
//SOURCES MissingFiles.java
//SOURCES OfflineSql.java
//SOURCES OldHistory.java
//SOURCES OtherBuilds.java
//SOURCES OtherCircumstances.java
//SOURCES OtherWays.java
//SOURCES OwnRows.java
//SOURCES ProjectState.java
//SOURCES ReleaseTable.java
//SOURCES ReportContent.java
//SOURCES Stop.java
//SOURCES StopDatabases.java
//SOURCES Stops.java
//SOURCES TakingBack.java
//SOURCES TwoStates.java
//SOURCES UnknownVersions.java
//SOURCES UpgradeWays.java
//SOURCES VerifyPhase.java

/**
 * The builds before and after the squash, in all ways that a database is upgraded, and what they
 * show.
 */
package verify;

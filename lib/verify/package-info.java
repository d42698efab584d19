//SOURCES AlembicView.java
//SOURCES Builds.java
//SOURCES DeployedStates.java
//SOURCES Findings.java
//SOURCES MissingFiles.java
//SOURCES OfflineSql.java
//SOURCES OtherBuilds.java
//SOURCES OtherCircumstances.java
//SOURCES ProjectState.java
//SOURCES ReportContent.java
//SOURCES TakingBack.java
//SOURCES TwoStates.java
//SOURCES UpgradeWays.java
//SOURCES VerifyPhase.java

/**
 * The builds before and after the squash, in all ways that a database is upgraded, and what they
 * show.
 */
package verify;

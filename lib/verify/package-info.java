//SOURCES ../alembic/package-info.java
//SOURCES ../config/package-info.java
//SOURCES ../console/package-info.java
//SOURCES ../engine/package-info.java
//SOURCES ../git/package-info.java
//SOURCES ../migrations/package-info.java
//SOURCES ../plan/package-info.java
//SOURCES ../postgres/package-info.java
//SOURCES ../process/package-info.java
//SOURCES ../project/package-info.java
//SOURCES ../proof/package-info.java
//SOURCES ../report/package-info.java
//SOURCES ../rows/package-info.java
//SOURCES ../snapshot/package-info.java
//SOURCES ../squash/package-info.java
//SOURCES AlembicView.java
//SOURCES Builds.java
//SOURCES DeployedStates.java
//SOURCES MissingFiles.java
//SOURCES OrdinaryBuilds.java
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

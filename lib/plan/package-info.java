//SOURCES CleanCuts.java
//SOURCES CommittedRevisions.java
//SOURCES CutCheck.java
//SOURCES CutChoice.java
//SOURCES CutRequest.java
//SOURCES Deployed.java
//SOURCES IgnoredScripts.java
//SOURCES ImportedRevisions.java
//SOURCES PlanFit.java
//SOURCES PlanOptions.java
//SOURCES PlanPhase.java
//SOURCES PlanReport.java
//SOURCES PlanTarget.java
//SOURCES PlanTargets.java
//SOURCES Releases.java
//SOURCES SeveralHeads.java
//SOURCES SquashedHistory.java
//SOURCES Squashplan.java
//SOURCES SuggestedRefs.java
//SOURCES TagList.java
//SOURCES UncleanCut.java
//SOURCES UnreadFolders.java

/** What is squashed: read from git and the revision scripts, told, and written down. */
package plan;

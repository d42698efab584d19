//SOURCES AnsweredBaseline.java
//SOURCES BaselineFiles.java
//SOURCES BaselineTrial.java
//SOURCES ComparePhase.java
//SOURCES ConditionWarnings.java
//SOURCES Demo.java
//SOURCES DumpBaselinePhase.java
//SOURCES FrozenBaseline.java
//SOURCES Originals.java
//SOURCES PlannedBuild.java
//SOURCES RunPhase.java
//SOURCES SchemaInfoPhase.java
//SOURCES TrialCheck.java
//SOURCES ValueQuestions.java

/** What the commands do: each phase reads top to bottom as the README describes it. */
package phases;

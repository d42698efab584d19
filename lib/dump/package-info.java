//SOURCES AnsweredBaseline.java
//SOURCES BaselineCheck.java
//SOURCES BaselineFiles.java
//SOURCES BaselineTrial.java
//SOURCES ConditionWarnings.java
//SOURCES DumpBaselinePhase.java
//SOURCES FrozenBaseline.java
//SOURCES Originals.java
//SOURCES PlannedBuild.java
//SOURCES TrialCheck.java
//SOURCES ValueQuestions.java

/**
 * What {@code dump-baseline} does, in its order: build, take the baseline, find what is generated,
 * ask, write, try.
 */
package dump;

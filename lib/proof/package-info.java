//SOURCES AnsweredValues.java
//SOURCES ColumnsWithKeptValues.java
//SOURCES Comparison.java
//SOURCES Controls.java
//SOURCES DataComparison.java
//SOURCES DatabaseComparison.java
//SOURCES EventTriggerRows.java
//SOURCES ExpectedDifference.java
//SOURCES FactsComparison.java
//SOURCES FrozenTimestamps.java
//SOURCES GeneratedCellsComparison.java
//SOURCES RenamedDefinitions.java
//SOURCES RevisionStates.java
//SOURCES SchemaComparison.java
//SOURCES SchemaDumps.java
//SOURCES SecretAnswers.java
//SOURCES SecretComparison.java
//SOURCES SilencedTriggers.java
//SOURCES TextDiff.java
//SOURCES TwinsComparison.java
//SOURCES Verdict.java
//SOURCES VerdictFiles.java
//SOURCES VerdictJson.java
//SOURCES VerdictText.java

//DEPS com.google.code.gson:gson:2.15.0
//DEPS io.github.java-diff-utils:java-diff-utils:4.18

/** The comparison of two databases, and the verdict. */
package proof;

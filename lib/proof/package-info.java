//DEPS com.google.code.gson:gson:2.15.0
//DEPS io.github.java-diff-utils:java-diff-utils:4.18
//SOURCES ../baseline/package-info.java
//SOURCES ../console/package-info.java
//SOURCES ../database/package-info.java
//SOURCES CanonicalOrder.java
//SOURCES DataComparison.java
//SOURCES Fixpoint.java
//SOURCES GeneratedCells.java
//SOURCES ObjectKey.java
//SOURCES Proof.java
//SOURCES Queries.java
//SOURCES RowBag.java
//SOURCES SchemaComparison.java
//SOURCES TableRows.java
//SOURCES TextDiff.java
//SOURCES Verdict.java
//SOURCES VerdictFiles.java
//SOURCES VerdictText.java

/** The comparison of two databases, and the verdict. */
package proof;

//SOURCES CodeFile.java
//SOURCES CodePattern.java
//SOURCES Findings.java
//SOURCES FoundConditions.java
//SOURCES MadeObjects.java
//SOURCES Outcome.java
//SOURCES PlaceCondition.java
//SOURCES PlaceConditions.java
//SOURCES PythonQuestions.java
//SOURCES Question.java
//SOURCES Spelled.java
//SOURCES SqlQuestions.java
//SOURCES SqlText.java
//SOURCES UpgradeCode.java

//DEPS io.github.bonede:tree-sitter-python:0.25.0
//DEPS io.github.bonede:tree-sitter:0.26.6

/** What squashed revisions do only where something holds of the place where they run. */
package conditions;

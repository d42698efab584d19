//DEPS io.github.bonede:tree-sitter-python:0.25.0
//DEPS io.github.bonede:tree-sitter:0.26.6
//SOURCES CodeFile.java
//SOURCES MadeObjects.java
//SOURCES Outcome.java
//SOURCES PlaceCondition.java
//SOURCES PlaceConditions.java
//SOURCES PythonConditions.java
//SOURCES Spelled.java
//SOURCES SqlConditions.java
//SOURCES SqlText.java
//SOURCES UpgradeCode.java

/** What squashed revisions do only where something holds of the place where they run. */
package conditions;

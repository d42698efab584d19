//DEPS io.github.bonede:tree-sitter-python:0.25.0
//DEPS io.github.bonede:tree-sitter:0.26.6
//SOURCES Calls.java
//SOURCES CodeUnits.java
//SOURCES FileReading.java
//SOURCES ModuleName.java
//SOURCES ModuleReference.java
//SOURCES ModuleReferences.java
//SOURCES NameBindings.java
//SOURCES ProjectConstants.java
//SOURCES PythonCode.java
//SOURCES PythonConstants.java
//SOURCES PythonLiteral.java
//SOURCES PythonModules.java
//SOURCES PythonNode.java
//SOURCES PythonSource.java
//SOURCES PythonString.java
//SOURCES PythonValue.java
//SOURCES QualifiedNames.java
//SOURCES ScriptAssignments.java
//SOURCES SourceEdit.java
//SOURCES StringLiterals.java

/** Python source code, read without running it. */
package source;

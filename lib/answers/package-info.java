//SOURCES AnswerLine.java
//SOURCES Answers.java
//SOURCES ColumnOrDefinition.java
//SOURCES Secret.java
//SOURCES SecretPatterns.java
//SOURCES SqlExpression.java
//SOURCES ValueAnswer.java

/**
 * What is asked about a value that each build generates or that is secret, and what was answered.
 */
package answers;

//SOURCES ComparePhase.java
//SOURCES Demo.java
//SOURCES NextSteps.java
//SOURCES RunPhase.java
//SOURCES RunRecord.java
//SOURCES SchemaInfoPhase.java

/** The commands that go over several rooms. All others are in the room of what they do. */
package phases;

//SOURCES EmbeddedTexts.java
//SOURCES GeneratedBaseline.java
//SOURCES GeneratedDefinitions.java
//SOURCES GeneratedMoments.java
//SOURCES GeneratedRows.java
//SOURCES GeneratedSql.java
//SOURCES GeneratedTexts.java
//SOURCES GeneratedValue.java
//SOURCES Generators.java
//SOURCES PreexistingValues.java
//SOURCES SharedValue.java
//SOURCES SharedValues.java
//SOURCES TextPart.java
//SOURCES ValueInBothBuilds.java
//SOURCES ValueTables.java

/** Values that each build generates anew: how a baseline makes them again. */
package generated;

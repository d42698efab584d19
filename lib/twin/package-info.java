//SOURCES CellExpressions.java
//SOURCES ClockShift.java
//SOURCES DateField.java
//SOURCES Day.java
//SOURCES DaySteps.java
//SOURCES ExtraRow.java
//SOURCES ObjectIdentifiers.java
//SOURCES OwnPart.java
//SOURCES Renaming.java
//SOURCES TextImages.java
//SOURCES Twin.java
//SOURCES TwinComparison.java
//SOURCES TwinDefinitions.java
//SOURCES TwinRows.java
//SOURCES TwinValues.java

/** What another installation has of its own, and what gives it: the originals built as there. */
package twin;

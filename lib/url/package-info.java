//SOURCES DatabaseUrl.java
//SOURCES ServerUrl.java
//SOURCES ServiceFile.java

//DEPS org.postgresql:postgresql:42.7.14

/** How databases and servers that exist are named: URLs, services, libpq's variables. */
package url;

/** What is shown: views of the journal, the queries that read them, and the databases below. */
package dev.corkboard.readmodel;

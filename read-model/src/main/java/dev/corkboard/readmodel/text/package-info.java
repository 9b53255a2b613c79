/** What a text is found by, what a search asks for, and how names are put in order: the same in every database. */
package dev.corkboard.readmodel.text;

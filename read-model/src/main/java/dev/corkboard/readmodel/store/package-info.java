/** Which store this is: one that was restored, or is not whole, is noticed before anybody reads or writes it. */
package dev.corkboard.readmodel.store;

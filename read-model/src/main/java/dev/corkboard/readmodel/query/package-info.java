/** What queries of all views share: pages, cursors, orders, conditions and the wait for what was just written. */
package dev.corkboard.readmodel.query;

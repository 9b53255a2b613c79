/** Where log lines go besides the terminal. */
package dev.corkboard.service.log;

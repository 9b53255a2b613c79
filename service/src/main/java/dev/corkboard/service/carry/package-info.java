/** The file that an installation is carried away in: written, judged and loaded. */
package dev.corkboard.service.carry;

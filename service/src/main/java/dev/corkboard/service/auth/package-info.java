/** Accounts, passwords, sessions and tokens. It knows nothing of HTTP. */
package dev.corkboard.service.auth;

package dev.corkboard.service.http;

import java.net.URI;
import java.util.List;

/**
 * How the API is served.
 *
 * @param maxBody the largest request body, in bytes
 * @param publicUrl under which address clients reach us; links are made from it, never from a request's Host
 * @param corsOrigins the origins whose pages may call the API; empty switches CORS off
 */
public record HttpSettings(String host, int port, long maxBody, URI publicUrl, List<String> corsOrigins) {}

package dev.corkboard.service;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Tells early and clearly that a port is taken, before anything is started. */
final class Ports {
  private Ports() {}

  static void checkFree(String setting, String host, int port) {
    if (!isFree(host, port)) {
      throw new SettingsException(setting + ": port " + port + " on " + host
          + " cannot be used, most likely because another program has it; set " + setting + " to a free one.");
    }
  }

  static boolean isFree(String host, int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(host, port));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }
}

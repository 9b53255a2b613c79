package dev.corkboard.service.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The page behind the link of a mail: switches the digest off, and on again. It needs no script. */
final class DigestPage {
  private static final String STYLE = """
      :root { color-scheme: light dark; --room: #f3f4f1; --card: #fff; --line: #e2e4de; --ink: #1d2127; --soft: #5c636e;
        --button: #0b57b0; --on-button: #fff; }
      @media (prefers-color-scheme: dark) { :root { --room: #16181d; --card: #22252c; --line: #383c46; --ink: #eceef2;
        --soft: #a9afbb; --button: #8ab8ff; --on-button: #10131a; } }
      body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: var(--room);
        color: var(--ink); font: 16px/1.5 -apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, Arial, sans-serif; }
      main { box-sizing: border-box; width: min(30rem, 100% - 2rem); margin: 1rem; padding: 2rem; background: var(--card);
        border: 1px solid var(--line); border-radius: 10px; }
      h1 { margin: 0 0 .5rem; font-size: 1.375rem; line-height: 1.35; }
      p { margin: 0 0 1.25rem; color: var(--soft); overflow-wrap: anywhere; }
      form { margin: 0; }
      button { width: 100%; padding: .7rem 1rem; border: 0; border-radius: 8px; background: var(--button);
        color: var(--on-button); font: inherit; font-weight: 600; cursor: pointer; }
      button:focus-visible { outline: 3px solid var(--soft); outline-offset: 2px; }
      button.quiet { background: none; color: var(--button); border: 1px solid var(--line); }
      """;

  /** The one style sheet and the one form; nothing else may be there or come from anywhere. */
  static final String POLICY = "default-src 'none'; style-src 'sha256-" + sha256(STYLE)
      + "'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  private static final String PAGE = """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="robots" content="noindex">
      <title>%1$s – Corkboard</title>
      <style>%2$s</style>
      </head>
      <body>
      <main>
      <h1>%1$s</h1>
      %3$s
      </main>
      </body>
      </html>
      """;

  private DigestPage() {}

  /** The digest comes, and can be switched off here. */
  static byte[] on(String username) {
    return page("Your daily digest is on", "<p>It is sent to " + username + " in the morning of each day on which tasks"
        + " are due. Reminders that are set on single tasks come whether it is on or off.</p>"
        + button("off", "", "Switch the digest off"));
  }

  /** It does not come, and can be switched on again. */
  static byte[] off(String username) {
    return page("Your daily digest is off", "<p>" + username + " gets no more of them. Reminders that are set on single"
        + " tasks still come.</p>" + button("on", " class=\"quiet\"", "Switch it on again"));
  }

  static byte[] noSuchLink() {
    return page("This link does not work", "<p>It is not whole, or the board has changed its key since. Open the link"
        + " of a newer mail, or switch the digest off on your profile. Nothing was changed.</p>");
  }

  /** To the page's own address: it is right behind any proxy. */
  private static String button(String digest, String kind, String text) {
    return """
        <form method="post"><input type="hidden" name="digest" value="%s"><button%s>%s</button></form>"""
        .formatted(digest, kind, text);
  }

  private static byte[] page(String title, String body) {
    return PAGE.formatted(title, STYLE, body).getBytes(UTF_8);
  }

  private static String sha256(String text) {
    try {
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}

package dev.corkboard.service.mail;

/**
 * The look of a mail: tables and inline styles, as mail programs want them; dark where the reader's program is dark; and
 * nothing from anywhere else. Every value goes through {@link #escape}.
 */
final class Html {
  private static final String FONT = "font-family:-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,"
      + "sans-serif";
  /** So that after the summary a list of mails shows nothing of what follows. */
  private static final String FILL = "&#847;&zwnj;&nbsp;".repeat(60);

  private static final String PAGE = """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <meta name="supported-color-schemes" content="light dark">
      <meta name="format-detection" content="telephone=no, date=no, address=no, email=no">
      <title>%1$s</title>
      <style>
      :root { color-scheme: light dark; }
      @media (max-width: 480px) {
        .room { padding: 12px 8px !important; }
        .card { padding: 20px 18px !important; }
      }
      @media (prefers-color-scheme: dark) {
        .floor, .room { background: #16181d !important; }
        .card { background: #22252c !important; border-color: #383c46 !important; }
        .ink { color: #eceef2 !important; }
        .soft { color: #a9afbb !important; }
        .late { color: #ff9d8a !important; }
        .line { border-color: #383c46 !important; }
        a, .link { color: #8ab8ff !important; }
        .button { background: #8ab8ff !important; color: #10131a !important; }
      }
      </style>
      </head>
      <body class="floor" bgcolor="#f3f4f1" style="margin:0;padding:0;background:#f3f4f1;-webkit-text-size-adjust:100%%">
      <div style="display:none;max-height:0;max-width:0;overflow:hidden;opacity:0;font-size:1px;line-height:1px">%2$s%5$s</div>
      <table role="presentation" width="100%%" cellspacing="0" cellpadding="0" border="0"><tr>
      <td class="room" align="center" bgcolor="#f3f4f1" style="padding:32px 16px;background:#f3f4f1">
      <table role="presentation" width="600" cellspacing="0" cellpadding="0" border="0" style="width:100%%;max-width:600px"><tr>
      <td class="card" align="left" style="padding:28px 32px;background:#ffffff;border:1px solid #e2e4de;border-radius:10px;%4$s;font-size:16px;line-height:24px">
      <h1 class="ink" style="margin:0;font-size:22px;line-height:30px;font-weight:600;color:#1d2127">%1$s</h1>
      %3$s</td>
      </tr></table>
      </td></tr></table>
      </body>
      </html>
      """;

  private Html() {}

  /** A whole mail; the summary stands behind the subject in lists of mails. */
  static String page(String title, String summary, String body) {
    return PAGE.formatted(escape(title), escape(summary), body, FONT, FILL);
  }

  static String heading(String text, boolean alarming) {
    return """
        <h2 class="%s" style="margin:26px 0 2px;font-size:13px;line-height:20px;font-weight:600;letter-spacing:.04em;\
        text-transform:uppercase;color:%s">%s</h2>
        """.formatted(alarming ? "late" : "soft", alarming ? "#b3261e" : "#5c636e", escape(text));
  }

  static String rows(String rows) {
    return "<table role=\"presentation\" width=\"100%\" cellspacing=\"0\" cellpadding=\"0\" border=\"0\">\n" + rows
        + "</table>\n";
  }

  /** A thing with a link, and a line about it below. */
  static String row(String url, String name, String about, String alarm) {
    String warning = alarm.isEmpty()
        ? ""
        : "<span class=\"late\" style=\"color:#b3261e\">" + escape(alarm) + "</span> &middot; ";
    return """
        <tr><td class="line" style="padding:11px 0;border-bottom:1px solid #e8eae5">
        <a href="%s" class="link" style="color:#0b57b0;text-decoration:none;font-weight:600;word-break:break-word"><bdi>%s</bdi></a>
        <div class="soft" style="font-size:14px;line-height:21px;color:#5c636e">%s<bdi>%s</bdi></div>
        </td></tr>
        """.formatted(escape(url), escape(name), warning, escape(about));
  }

  static String paragraph(String text) {
    return markup(escape(text));
  }

  /** A paragraph that has been escaped. */
  static String markup(String html) {
    return "<p class=\"soft\" style=\"margin:8px 0 0;font-size:14px;line-height:21px;color:#5c636e;"
        + "word-break:break-word\">" + html + "</p>\n";
  }

  /** Room before what stands below everything. */
  static String gap() {
    return "<div style=\"height:18px;line-height:18px;font-size:1px\">&nbsp;</div>\n";
  }

  static String link(String url, String text) {
    return "<a href=\"" + escape(url) + "\" class=\"link\" style=\"color:#0b57b0\">" + escape(text) + "</a>";
  }

  static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;").replace("'",
        "&#39;");
  }
}

package dev.corkboard.service;

import dev.corkboard.domain.Username;
import dev.corkboard.readmodel.sprint.SprintNames;
import dev.corkboard.service.auth.DigestLinks;
import dev.corkboard.service.http.AuthRoutes;
import dev.corkboard.service.mail.MailFacts;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What mails tell of the board, from its views and accounts. */
record BoardFacts(SprintNames sprints, DigestLinks links, URI publicUrl) implements MailFacts {

  private static final Logger LOG = LoggerFactory.getLogger(BoardFacts.class);

  @Override
  public Map<String, String> sprintNames(Set<String> ids) {
    try {
      return sprints.of(ids);
    } catch (RuntimeException away) {
      LOG.warn("A mail goes without the names of its sprints: {}", away.getMessage());
      return Map.of();
    }
  }

  @Override
  public Optional<String> digestSwitch(String username) {
    return Optional.of(AuthRoutes.digestLink(publicUrl, links, new Username(username)));
  }
}

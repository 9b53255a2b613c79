package dev.corkboard.service.mail;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What mails tell beyond what their messages say. */
public interface MailFacts {

  /** Nothing more. */
  MailFacts NONE = new MailFacts() {
    @Override
    public Map<String, String> sprintNames(Set<String> ids) {
      return Map.of();
    }

    @Override
    public Optional<String> digestSwitch(String username) {
      return Optional.empty();
    }
  };

  /** The names of sprints by their ids, of those that can be had: no mail waits for a name. */
  Map<String, String> sprintNames(Set<String> ids);

  /** The address of the page that switches somebody's digest off. */
  Optional<String> digestSwitch(String username);
}

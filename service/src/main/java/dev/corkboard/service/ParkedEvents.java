package dev.corkboard.service;

import com.zaxxer.hikari.HikariDataSource;
import dev.corkboard.readmodel.journal.JournalReader;
import dev.corkboard.readmodel.projection.DeadEvent;
import dev.corkboard.readmodel.projection.DeadLetters;
import dev.corkboard.readmodel.projection.DeadLetters.Outcome;
import dev.corkboard.readmodel.projection.View;
import dev.corkboard.service.serialization.EventSerializer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The parked events of a store, for an operator's commands, whether a node runs or not. */
final class ParkedEvents implements AutoCloseable {
  private static final int PAGE = 100;
  /** A node looks every second. */
  private static final Duration TAKEN_WITHIN = Duration.ofSeconds(5);
  private static final Duration DONE_WITHIN = Duration.ofMinutes(10);

  private final Store store;
  private final HikariDataSource main;
  private final HikariDataSource shown;
  private final HikariDataSource reader;
  private final DeadLetters letters;

  private ParkedEvents(Store store) {
    this.store = store;
    this.main = store.settings().database().patientPool("parked");
    this.shown = store.settings().views().patientPool("parked");
    this.reader = store.settings().database().journalReaderPool("parked", 1);
    this.letters = new DeadLetters(this::view, Views.VERSIONS, new JournalReader(reader, EventSerializer.decoder()));
  }

  static ParkedEvents in(Map<String, String> env) {
    return new ParkedEvents(Store.existing(env));
  }

  /** One after the other, in the order in which the view met them. */
  List<DeadEvent> of(String view) {
    List<DeadEvent> all = new ArrayList<>();
    List<DeadEvent> some;
    do {
      Optional<String> last = all.isEmpty() ? Optional.empty() : Optional.of(all.getLast().position());
      some = letters.list(view, last, PAGE).orElseThrow(() -> unknown(view));
      all.addAll(some);
    } while (some.size() == PAGE);
    return all;
  }

  /** By a running node, so that caches are told, or here. */
  Outcome retry(String view) {
    if (view(view).isEmpty()) throw unknown(view);
    RetryRequests requests = new RetryRequests(main);
    requests.ask(view);
    Optional<Outcome> soon = requests.await(view, TAKEN_WITHIN);
    if (soon.isPresent()) return soon.get();
    if (requests.withdraw(view)) return letters.retry(view).orElseThrow();
    return requests.await(view, DONE_WITHIN).orElseThrow(() -> new SettingsException(
        "A node took the request and has not come to an end. See corkboard dead-letters " + view + "."));
  }

  private Optional<View> view(String name) {
    List<View> all = new ArrayList<>(Views.in(shown));
    all.add(Reminders.view(main));
    return all.stream().filter(view -> view.name().equals(name)).findFirst();
  }

  private static SettingsException unknown(String view) {
    return new SettingsException("There is no view " + view + "; there are " + String.join(", ", Proofs.names()) + ".");
  }

  @Override
  public void close() {
    List.of(reader, shown, main).forEach(HikariDataSource::close);
    store.close();
  }
}

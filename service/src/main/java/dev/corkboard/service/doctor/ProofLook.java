package dev.corkboard.service.doctor;

import dev.corkboard.readmodel.proof.Fault;
import java.util.ArrayList;
import java.util.List;

/** What is told of a view that was compared with the journal row by row. */
public final class ProofLook {
  private static final String MATTER = "views";
  private static final int SHOWN = 20;

  private final List<Fault> first = new ArrayList<>();
  private long all;

  /** One more that was found. */
  public void found(Fault fault) {
    if (all++ < SHOWN) first.add(fault);
  }

  /** What is to be said of the view, after so many entities and events; then it begins anew, for the next one. */
  public List<Finding> tell(String view, long entities, long events) {
    List<Finding> findings = new ArrayList<>();
    first.forEach(fault -> findings.add(Finding.fail(MATTER, view + ": " + fault, todo(view, fault))));
    if (all > first.size()) {
      findings.add(Finding.fail(MATTER, "%s: %,d more faults.".formatted(view, all - first.size()), "See above."));
    }
    if (all == 0) {
      findings
          .add(Finding.ok(MATTER, "%s has exactly what %,d events of %,d entities make of it.".formatted(view, events,
              entities)));
    }
    first.clear();
    all = 0;
    return findings;
  }

  private static String todo(String view, Fault fault) {
    return switch (fault.kind()) {
      case HOLE -> "Rows were deleted; bring them back from a backup.";
      case UNREADABLE -> "If a newer release wrote it, run that one; else bring the row back from a backup.";
      case CHANGED, MISSING, TOO_MANY -> "Somebody else wrote there; corkboard rebuild " + view + " makes it anew.";
    };
  }
}

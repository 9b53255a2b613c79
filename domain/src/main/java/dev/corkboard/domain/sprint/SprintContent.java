package dev.corkboard.domain.sprint;

import dev.corkboard.domain.Fields;
import dev.corkboard.domain.Nfc;
import dev.corkboard.domain.TextRule;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;

/** What everybody may change about a sprint; texts are in NFC, whatever they were in events of long ago. */
public record SprintContent(String name, String description, Optional<LocalDate> start, LocalDate end,
    Optional<WipLimits> wip) {

  public static final Fields<SprintContent> FIELDS = Fields.of(SprintContent.class);
  public static final TextRule NAME = TextRule.line(1, 100);
  public static final TextRule DESCRIPTION = TextRule.paragraphs(0, 20_000);

  public SprintContent {
    name = Nfc.of(name);
    description = Nfc.of(description);
    Objects.requireNonNull(start);
    Objects.requireNonNull(end);
    if (wip == null) wip = Optional.empty(); // an older event has none
    wip = wip.map(limits -> limits.over(WipLimits.NONE)).filter(limits -> !limits.equals(WipLimits.NONE));
  }
}

package dev.corkboard.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How the changes that two people made to one field come together, where they can. */
@FunctionalInterface
public interface FieldMerge {

  FieldMerge NONE = (field, base, yours, theirs) -> Optional.empty();

  /** What the field becomes; empty if one of the two has to give way. */
  Optional<Object> merge(String field, Object base, Object yours, Object theirs);

  /** Merges lists without repeats by element: additions and removals of both sides are kept. */
  static List<Object> byElement(List<?> base, List<?> yours, List<?> theirs) {
    List<Object> merged = new ArrayList<>();
    for (Object element : theirs)
      if (yours.contains(element) || !base.contains(element)) merged.add(element);
    for (Object element : yours)
      if (!base.contains(element) && !theirs.contains(element)) merged.add(element);
    return List.copyOf(merged);
  }
}

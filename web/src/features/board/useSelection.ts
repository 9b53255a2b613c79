import { computed, shallowReactive } from 'vue'

/** The cards that are chosen to be changed together. `order` tells them as they are seen, column by column. */
export function useSelection(order: () => readonly string[]) {
  const chosen = shallowReactive(new Set<string>())
  let anchor: string | null = null

  /** From the card that was chosen last to this one. */
  function extend(id: string) {
    const all = order()
    const from = anchor === null ? -1 : all.indexOf(anchor)
    const to = all.indexOf(id)
    if (from < 0 || to < 0) return toggle(id, true)
    for (let at = Math.min(from, to); at <= Math.max(from, to); at += 1) chosen.add(all[at]!)
    return undefined
  }

  function toggle(id: string, on = !chosen.has(id)) {
    if (on) chosen.add(id)
    else chosen.delete(id)
    anchor = id
  }

  return {
    chosen: chosen as ReadonlySet<string>,
    count: computed(() => chosen.size),
    toggle,
    extend,
    all: (ids: readonly string[]) => ids.forEach((id) => chosen.add(id)),
    drop: (id: string) => chosen.delete(id),
    clear() {
      chosen.clear()
      anchor = null
    },
    /** The chosen ones as they are seen; or only this one, if it is not among them. */
    with(id: string): string[] {
      return chosen.has(id) ? order().filter((it) => chosen.has(it)) : [id]
    },
    inOrder: (): string[] => order().filter((it) => chosen.has(it)),
  }
}

export type Selection = ReturnType<typeof useSelection>

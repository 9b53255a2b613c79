import { nextTick, type Ref } from 'vue'
import { m } from '@/i18n'
import { tasks } from '@/store/store'
import { announce } from '@/ui/announcer'
import { cellsOf, keyOf, type Cell } from './cells'
import type { BoardContext, Held } from './context'
import { numbered, placeOf, type Place } from './places'

const SIDE: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1 }
const STEP: Record<string, number> = { ArrowUp: -1, ArrowDown: 1 }

type Shared = Pick<BoardContext, 'columns' | 'lanes' | 'statuses' | 'current' | 'selection' | 'acts' | 'focusCard'> & {
  held: Ref<Held | null>
}

/**
 * The board by keyboard: arrows walk from card to card, Space lifts one (or all that are chosen), arrows carry it,
 * Space puts it down, Escape puts it back. Each step is told to screen readers.
 */
export function useKeys(board: Shared) {
  const { columns, current, held, selection } = board
  const grid = () => cellsOf(board.lanes.value, board.statuses)
  const ids = (cell: Cell) => columns.ids(keyOf(cell))
  const same = (a: Cell, b: Cell) => a.status === b.status && a.lane === b.lane

  /** The cell beside, or above and below: null at the edge. */
  function beside(cell: Cell, right: number, down: number): Cell | null {
    const cells = grid()
    const row = cells.findIndex((line) => line.some((it) => same(it, cell)))
    const column = cells[row]?.findIndex((it) => same(it, cell)) ?? -1
    return cells[row + down]?.[column + right] ?? null
  }

  function keyed(event: KeyboardEvent) {
    const target = event.target as HTMLElement
    const id = target.closest<HTMLElement>('[data-card]')?.dataset['card']
    if (!id || event.ctrlKey || event.metaKey || event.altKey || target.closest('button, input')) return
    const done = held.value?.by === 'keys' ? carry(event.key) : walk(event, id)
    if (done) event.preventDefault()
  }

  function walk(event: KeyboardEvent, id: string): boolean {
    const { key, shiftKey } = event
    const group = columns.groupOfId(id)
    const cell = grid()
      .flat()
      .find((it) => keyOf(it) === group)
    if (!cell) return false
    const list = ids(cell)
    if (key in STEP) step(id, cell, STEP[key]!, shiftKey)
    else if (key in SIDE) aside(cell, list.indexOf(id), SIDE[key]!)
    else if (key === 'Home') go(list[0])
    else if (key === 'End') go(list.at(-1))
    else if (key === ' ' && shiftKey) selection.extend(id)
    else if (key === ' ') lift(id, cell)
    else if (key === 'Delete') board.acts.remove(selection.with(id))
    else if (key === 'Escape' && selection.chosen.size) selection.clear()
    else return false
    return true
  }

  function go(id: string | undefined) {
    if (!id) return
    current.value = id
    void board.focusCard(id)
  }

  function step(id: string, cell: Cell, by: number, choosing: boolean) {
    const list = ids(cell)
    let next = list[list.indexOf(id) + by]
    for (let there = beside(cell, 0, by); !next && there; there = beside(there, 0, by))
      next = by < 0 ? ids(there).at(-1) : ids(there)[0]
    if (choosing) {
      selection.toggle(id, true)
      if (next) selection.toggle(next, true)
    }
    go(next)
  }

  function aside(cell: Cell, index: number, by: number) {
    for (let there = beside(cell, by, 0); there; there = beside(there, by, 0)) {
      const list = ids(there)
      if (list.length) return go(list[Math.min(index, list.length - 1)])
    }
  }

  function lift(id: string, cell: Cell) {
    const chosen = selection.with(id)
    held.value = { ids: chosen, by: 'keys', place: placeOf(id, cell, ids(cell)), sprint: null }
    const { at, of } = where(held.value.place!)
    const name = chosen.length > 1 ? m.value.board.cards(chosen.length) : tasks.peek(id)!.name
    announce(m.value.board.lifted(name, m.value.status[cell.status], at, of))
  }

  function where(place: Place) {
    return numbered(place, ids(place), new Set(held.value!.ids))
  }

  function carry(key: string): boolean {
    const now = held.value!
    const place = now.place!
    const list = ids(place).filter((id) => !now.ids.includes(id))
    const index = where(place).at - 2 // of the card before it; -1 at the top
    if (key in STEP) {
      const next = index + STEP[key]!
      if (next >= -1 && next < list.length) hold({ ...place, after: list[next] ?? null })
      else {
        const there = beside(place, 0, STEP[key]!)
        if (there) hold({ ...there, after: STEP[key]! < 0 ? (ids(there).at(-1) ?? null) : null })
      }
    } else if (key in SIDE) {
      const there = beside(place, SIDE[key]!, 0)
      const others = there ? ids(there).filter((id) => !now.ids.includes(id)) : []
      if (there) hold({ ...there, after: others[Math.min(index, others.length - 1)] ?? null })
    } else if (key === ' ' || key === 'Enter') drop(now)
    else if (key === 'Escape') putBack()
    else return key === 'Tab'
    return true
  }

  function hold(place: Place) {
    held.value = { ...held.value!, place }
    const { at, of } = where(place)
    announce(m.value.board.over(columnName(place), at, of))
  }

  function columnName({ status }: Cell) {
    return m.value.status[status]
  }

  function drop(now: Held) {
    const { at, of } = where(now.place!)
    const id = current.value ?? now.ids[0]!
    held.value = null
    board.acts.put(now.ids, now.place!)
    announce(m.value.board.dropped(columnName(now.place!), at, of))
    void nextTick(() => board.focusCard(id))
  }

  function putBack() {
    const [id] = held.value!.ids
    held.value = null
    announce(m.value.board.putBack(tasks.peek(id!)?.name ?? ''))
  }

  /** What is carried is put back when the focus goes elsewhere. */
  function left(event: FocusEvent) {
    if (held.value?.by !== 'keys') return
    const to = event.relatedTarget as Element | null
    if (!to?.closest('[data-card]') && document.hasFocus()) putBack()
  }

  return { keyed, left }
}

import { inject, provide, type InjectionKey, type Ref } from 'vue'
import type { Card, TaskStatus } from '@/api'
import type { Scope } from '@/store/boards'
import type { Groups } from '@/store/groups'
import type { BoardActs } from './useActs'
import type { Cell, Grouping } from './cells'
import type { Counts } from './useCounts'
import type { Filter } from './filters'
import type { Mark } from './useMarks'
import type { Place } from './places'
import type { Selection } from './useSelection'

/** A list of cards on the screen: what dragging and the keyboard ask of it. */
export interface ShownList {
  cell: Cell
  /** What belongs to it on the screen, its empty room included. */
  zone: () => HTMLElement | null
  scroller: () => HTMLElement | null
  placeAt(clientY: number): Place
  reveal(id: string): void
}

/** Somewhere else that cards can be dropped, such as a sprint. */
export interface DropTarget {
  sprint: string
  element: () => HTMLElement | null
}

/** What is held by the pointer or by the keyboard, and where it would be put. */
export interface Held {
  ids: readonly string[]
  by: 'pointer' | 'keys'
  place: Place | null
  sprint: string | null
}

/** What all parts of a board share. */
export interface BoardContext {
  scope: Ref<Scope | undefined>
  statuses: readonly TaskStatus[]
  columns: Groups<Card, string>
  counts: Readonly<Ref<Counts>>
  loading: Ref<boolean>
  filter: Ref<Filter>
  grouping: Ref<Grouping>
  lanes: Ref<readonly string[]>
  dense: Ref<boolean>
  /** The card that Tab reaches; arrow keys go on from it. */
  current: Ref<string | null>
  held: Ref<Held | null>
  selection: Selection
  marks: ReadonlyMap<string, Mark>
  acts: BoardActs
  lists: Set<ShownList>
  targets: Set<DropTarget>
  /** The cell in which a new card is being written. */
  writingIn: Ref<string | null>
  focusCard(id: string): Promise<void>
  openMenu(id: string, anchor: HTMLElement): void
  menu: Ref<{ id: string; anchor: HTMLElement } | null>
  ask: Ref<Question | null>
}

/** A dialog about cards. */
export interface Question {
  what: 'move' | 'assign' | 'label'
  ids: readonly string[]
}

const KEY: InjectionKey<BoardContext> = Symbol('board')

export const provideBoard = (context: BoardContext) => provide(KEY, context)

export function useBoardContext(): BoardContext {
  const context = inject(KEY)
  if (!context) throw new Error('outside of a board')
  return context
}
